package regain.grants;

import com.jcraft.jsch.ChannelExec;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import com.jcraft.jsch.SocketFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Says something to the one command that a host lets us run, over one connection that is kept. The host's key has to be known beforehand. Bounded:
 * ten seconds for the connection, ten for an answer, a megabyte of it.
 */
final class SshShell implements AutoCloseable {
  private static final int CONNECT_MILLIS = 5_000;
  private static final int ANSWER_SECONDS = 10;
  private static final int WAIT_SECONDS = 15;
  private static final int MOST = 1_048_576;
  private static final int TURNS = 1_000;
  private static final int PAUSE_MILLIS = 5;

  private final JSch keys;
  private final String user;
  private final String host;
  private final int port;
  private final ReentrantLock turn = new ReentrantLock();
  private volatile @Nullable Session open;

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

  /**
   * Says it once. Only what never came to the host is said a second time: the connection may have been from before the host was started again.
   *
   * @throws IOException when nobody knows what became of it
   */
  Said say(String words) throws IOException {
    try {
      if (!turn.tryLock(WAIT_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException("others are asking the host");
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException("stopped", stopped);
    }
    try {
      return ask(channel(words));
    } catch (JSchException | IOException lost) {
      leave();
      throw new IOException("the host does not answer", lost);
    } finally {
      turn.unlock();
    }
  }

  private ChannelExec channel(String words) throws JSchException {
    boolean kept = open != null;
    try {
      return channel(connected(), words);
    } catch (JSchException lost) {
      leave();
      if (!kept) {
        throw lost;
      }
      return channel(connected(), words);
    }
  }

  private static ChannelExec channel(Session session, String words) throws JSchException {
    ChannelExec channel = (ChannelExec) session.openChannel("exec");
    channel.setCommand(words);
    return channel;
  }

  private Session connected() throws JSchException {
    Session now = open;
    if (now == null || !now.isConnected()) {
      now = keys.getSession(user, host, port);
      now.setConfig("StrictHostKeyChecking", "yes");
      now.setConfig("PreferredAuthentications", "publickey");
      now.setTimeout(CONNECT_MILLIS);
      now.setDaemonThread(true);
      var sockets = new Sockets();
      now.setSocketFactory(sockets);
      // Each read is bounded by the library, and their number is not: one who says a word a second would be listened to for ever.
      CompletableFuture<Void> late = CompletableFuture.runAsync(
          sockets::close, CompletableFuture.delayedExecutor(
              2L * CONNECT_MILLIS, TimeUnit.MILLISECONDS, Thread::startVirtualThread));
      try {
        now.connect(CONNECT_MILLIS);
      } finally {
        late.cancel(false);
      }
      open = now;
    }
    return now;
  }

  /** Remembers its socket, so that it can be closed while the library waits at it. */
  private static final class Sockets implements SocketFactory {
    private volatile @Nullable Socket made;

    @Override
    public Socket createSocket(String host, int port) throws IOException {
      var socket = new Socket();
      made = socket;
      socket.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
      return socket;
    }

    @Override
    public InputStream getInputStream(Socket socket) throws IOException {
      return socket.getInputStream();
    }

    @Override
    public OutputStream getOutputStream(Socket socket) throws IOException {
      return socket.getOutputStream();
    }

    void close() {
      Socket socket = made;
      if (socket != null) {
        try {
          socket.close();
        } catch (IOException broken) {
          throw new UncheckedIOException(broken);
        }
      }
    }
  }

  private static Said ask(ChannelExec channel) throws JSchException, IOException {
    try {
      InputStream answer = channel.getInputStream();
      channel.connect(CONNECT_MILLIS);
      return CompletableFuture.supplyAsync(() -> heard(channel, answer), Thread::startVirtualThread)
          .orTimeout(ANSWER_SECONDS, TimeUnit.SECONDS)
          .join();
    } catch (CompletionException late) {
      throw new IOException("no whole answer in time", late);
    } finally {
      channel.disconnect();
    }
  }

  /** What it ended with comes after the end of what it said, and before the channel closes. */
  private static Said heard(ChannelExec channel, InputStream answer) {
    String text = read(answer);
    for (int turn = 0; turn < TURNS && !channel.isClosed(); turn++) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS));
    }
    int status = channel.getExitStatus();
    if (status < 0 || text.length() >= MOST) {
      throw new IllegalStateException("half an answer");
    }
    return new Said(status, text);
  }

  private static String read(InputStream answer) {
    try {
      return new String(answer.readNBytes(MOST), StandardCharsets.UTF_8);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private void leave() {
    Session now = open;
    if (now != null) {
      now.disconnect();
    }
    open = null;
  }

  @Override
  public void close() {
    leave();
  }
}
