package regain.grants;

import com.jcraft.jsch.ChannelExec;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Says something to the one command that a host lets us run, over one connection that is kept. The host's key has to be known beforehand. Bounded:
 * five seconds for the connection, ten for an answer, a megabyte of it.
 */
final class SshShell implements AutoCloseable {
  private static final int CONNECT_MILLIS = 5_000;
  private static final int ANSWER_SECONDS = 10;
  private static final int MOST = 1_048_576;

  private final JSch keys;
  private final String user;
  private final String host;
  private final int port;
  private @Nullable Session open;

  /** @throws IllegalStateException when one of the files cannot be used; it says which */
  SshShell(String user, String host, int port, String keyFile, String knownHosts) {
    this.user = user;
    this.host = host;
    this.port = port;
    keys = new JSch();
    try {
      keys.addIdentity(keyFile);
    } catch (JSchException unreadable) {
      throw new IllegalStateException("key-file cannot be used: " + keyFile, unreadable);
    }
    try {
      keys.setKnownHosts(knownHosts);
    } catch (JSchException unreadable) {
      throw new IllegalStateException("known-hosts cannot be used: " + knownHosts, unreadable);
    }
  }

  /** @param status what it ended with; -1 when nobody knows */
  record Said(int status, String text) {}

  /** @throws IOException when nobody knows what became of it */
  synchronized Said say(String words) throws IOException {
    try {
      return ask(connected(), words);
    } catch (JSchException | IOException lost) {
      // The connection may have been from before the host was started again.
      close();
      try {
        return ask(connected(), words);
      } catch (JSchException | IOException again) {
        close();
        throw new IOException("the host does not answer", again);
      }
    }
  }

  private Session connected() throws JSchException {
    Session now = open;
    if (now == null || !now.isConnected()) {
      now = keys.getSession(user, host, port);
      now.setConfig("StrictHostKeyChecking", "yes");
      now.setConfig("PreferredAuthentications", "publickey");
      now.setTimeout(CONNECT_MILLIS);
      now.setDaemonThread(true);
      now.connect(CONNECT_MILLIS);
      open = now;
    }
    return now;
  }

  private static Said ask(Session session, String words) throws JSchException, IOException {
    ChannelExec channel = (ChannelExec) session.openChannel("exec");
    try {
      channel.setCommand(words);
      InputStream answer = channel.getInputStream();
      channel.connect(CONNECT_MILLIS);
      String text = CompletableFuture.supplyAsync(() -> read(answer), Thread::startVirtualThread)
          .orTimeout(ANSWER_SECONDS, TimeUnit.SECONDS)
          .join();
      // Whatever is said after that is not listened to; the status comes before the end of the stream.
      int status = channel.getExitStatus();
      if (status < 0 || text.length() >= MOST) {
        throw new IOException("half an answer");
      }
      return new Said(status, text);
    } catch (CompletionException late) {
      throw new IOException("no answer in time", late);
    } finally {
      channel.disconnect();
    }
  }

  private static String read(InputStream answer) {
    try {
      return new String(answer.readNBytes(MOST), StandardCharsets.UTF_8);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  @Override
  public synchronized void close() {
    Session now = open;
    if (now != null) {
      now.disconnect();
    }
    open = null;
  }
}
