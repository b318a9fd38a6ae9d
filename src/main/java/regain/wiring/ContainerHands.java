package regain.wiring;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ContextService;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import regain.kernel.Hands;

/** Virtual threads that know the application as the container's own do, each with transactions of its own. */
@ApplicationScoped
class ContainerHands implements Hands {
  @Resource private ContextService contexts;

  @SuppressWarnings("NullAway.Init")
  ContainerHands() {}

  @Override
  public void all(List<Runnable> work) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> begun = work.stream().<Future<?>>map(it -> threads.submit(contexts.contextualRunnable(it)))
          .toList();
      for (Future<?> each : begun) {
        await(each);
      }
    }
  }

  /** The executor waits for the others when it is closed. */
  private static void await(Future<?> work) {
    try {
      work.get();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("stopped", stopped);
    } catch (ExecutionException broken) {
      if (broken.getCause() instanceof Error fatal) {
        throw fatal;
      }
      throw new IllegalStateException("one of several pieces of work failed", broken);
    }
  }
}
