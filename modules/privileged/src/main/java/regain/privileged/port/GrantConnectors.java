package regain.privileged.port;

import java.util.List;

/** The targets that the operator has set up. The same objects each time that they are asked for. */
public interface GrantConnectors {
  List<GrantConnector> all();
}
