package regain.wiring;

import jakarta.annotation.Priority;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Objects;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import regain.duties.Duties;
import regain.enrollment.Memberships;
import regain.kernel.Keyring;
import regain.privileged.Targets;
import regain.recovery.Alerts;
import regain.recovery.Deadlines;
import regain.recovery.Founders;
import regain.recovery.Reviewers;
import regain.recovery.Supervisions;

/** Refuses or starts: settings and keys first, then the database; when all else has started, the worker. */
@ApplicationScoped
class StartUp {
  private static final Logger LOG = System.getLogger(StartUp.class.getName());
  private static final long PAUSE_MILLIS = 500;
  private static final long WATCH_MILLIS = 1000;
  private static final long LATE_SECONDS = 60;
  /** Everybody is read for it. */
  private static final long GROUP_SECONDS = 900;
  /** So that one look at the table does not keep a thread for ever when there is a lot to do. */
  private static final int MOST_ROUNDS = 50;

  @Resource private ManagedScheduledExecutorService executor;

  @Inject private Settings settings;
  @Inject private Keyring keyring;
  @Inject private Database database;
  @Inject private Duties duties;
  @Inject private RestoreWatch restores;
  @Inject private Deadlines deadlines;
  @Inject private Alerts alerts;
  @Inject private Founding founding;
  @Inject private Founders founders;
  @Inject private Reviewers reviewers;
  @Inject private Targets targets;
  @Inject private Memberships memberships;
  @Inject private Supervisions supervisions;
  private @Nullable ScheduledFuture<?> worker;
  private @Nullable ScheduledFuture<?> lanes;
  private @Nullable ScheduledFuture<?> watch;
  private @Nullable ScheduledFuture<?> late;
  private @Nullable ScheduledFuture<?> alarms;
  private @Nullable ScheduledFuture<?> people;
  private @Nullable ScheduledFuture<?> privileges;
  private @Nullable ScheduledFuture<?> groups;
  private @Nullable ScheduledFuture<?> lines;

  @SuppressWarnings("NullAway.Init")
  StartUp() {}

  void start(@Observes @Priority(10) Startup event) {
    keyring.tag("regain/start/v1", new byte[0]);
    database.migrate();
  }

  /** Before anybody is invited: with two, founding would never be finished. */
  void requireFounders(@Observes @Priority(900) Startup event) {
    if (!settings.demo() && founders.standing().isPresent()) {
      Safety.checkFounders(founding.names());
    }
  }

  /** Last: nothing is worked on before it is known that the database is not an older one. */
  void begin(@Observes @Priority(2000) Startup event) {
    watch = executor.scheduleWithFixedDelay(restores, WATCH_MILLIS, WATCH_MILLIS, TimeUnit.MILLISECONDS);
    worker = executor.scheduleWithFixedDelay(this::work, PAUSE_MILLIS, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    lanes = executor.scheduleWithFixedDelay(this::workInLanes, PAUSE_MILLIS, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    late = executor.scheduleWithFixedDelay(this::lookAtDeadlines, LATE_SECONDS, LATE_SECONDS, TimeUnit.SECONDS);
    alarms = executor.scheduleWithFixedDelay(this::lookForAlarms, LATE_SECONDS, LATE_SECONDS, TimeUnit.SECONDS);
    people = executor.scheduleWithFixedDelay(this::lookAtPeople, LATE_SECONDS, LATE_SECONDS, TimeUnit.SECONDS);
    groups = executor.scheduleWithFixedDelay(this::lookAtGroups, 1, GROUP_SECONDS, TimeUnit.SECONDS);
    lines = executor.scheduleWithFixedDelay(this::lookAtSupervisors, GROUP_SECONDS, GROUP_SECONDS, TimeUnit.SECONDS);
    privileges = executor.scheduleWithFixedDelay(this::lookAtTargets, 1, LATE_SECONDS, TimeUnit.SECONDS);
    LOG.log(Level.INFO, "Regain is at {0}", settings.baseUrl());
  }

  private void work() {
    work(duties::workInOrder);
  }

  /** By itself, so that a target which does not answer keeps no letter and nobody's recovery waiting. */
  private void workInLanes() {
    work(duties::workInLanes);
  }

  /** No failure ends the worker, not even one of memory: what throws is not begun again by its executor. */
  private static void work(IntSupplier some) {
    try {
      for (int round = 0; round < MOST_ROUNDS && some.getAsInt() > 0; round++) {
        LOG.log(Level.DEBUG, "Duties were done");
      }
    } catch (RuntimeException | Error broken) {
      LOG.log(Level.WARNING, "The worker will try again: {0}", broken.getClass().getSimpleName());
    }
  }

  private void lookAtDeadlines() {
    try {
      LOG.log(Level.DEBUG, "{0} reviews are late", deadlines.work());
    } catch (RuntimeException | Error broken) {
      LOG.log(Level.WARNING, "Deadlines will be looked at again: {0}", broken.getClass().getSimpleName());
    }
  }

  private void lookForAlarms() {
    try {
      LOG.log(Level.DEBUG, "{0} alarms are new", alerts.look());
    } catch (RuntimeException | Error broken) {
      LOG.log(Level.WARNING, "Volumes will be looked at again: {0}", broken.getClass().getSimpleName());
    }
  }

  private void lookAtPeople() {
    try {
      founding.look();
      LOG.log(Level.DEBUG, "Too few people can review, and it was said: {0}", reviewers.look());
    } catch (RuntimeException | Error broken) {
      LOG.log(Level.WARNING, "People will be counted again: {0}", broken.getClass().getSimpleName());
    }
  }

  private void lookAtGroups() {
    try {
      LOG.log(Level.DEBUG, "{0} people are new in a group", memberships.look());
    } catch (RuntimeException | Error broken) {
      LOG.log(Level.WARNING, "Groups will be looked at again: {0}", broken.getClass().getSimpleName());
    }
  }

  private void lookAtSupervisors() {
    try {
      LOG.log(Level.DEBUG, "{0} people were changed in the directory", supervisions.look());
    } catch (RuntimeException | Error broken) {
      LOG.log(Level.WARNING, "Supervisors will be looked at again: {0}", broken.getClass().getSimpleName());
    }
  }

  private void lookAtTargets() {
    try {
      LOG.log(Level.DEBUG, "{0} differences between targets and record are new", targets.reconcile());
    } catch (RuntimeException | Error broken) {
      LOG.log(Level.WARNING, "Targets will be asked again: {0}", broken.getClass().getSimpleName());
    }
  }

  void stop(@Observes Shutdown event) {
    Stream.of(worker, lanes, watch, late, alarms, people, privileges, groups, lines).filter(Objects::nonNull)
        .forEach(it -> it.cancel(false));
  }
}
