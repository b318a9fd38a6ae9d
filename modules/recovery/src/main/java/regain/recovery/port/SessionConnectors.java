package regain.recovery.port;

import java.util.List;

/** Systems of one kind, of which the operator says how many there are. The same objects each time that they are asked for. */
public interface SessionConnectors {
  List<SessionConnector> all();
}
