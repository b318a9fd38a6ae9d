package regain.house;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import regain.enrollment.Enrollment;
import regain.enrollment.Enrollment.Holder;
import regain.enrollment.Passkey;
import regain.enrollment.port.Post;
import regain.kernel.Arrival;
import regain.kernel.Secret;
import regain.policy.Method;
import regain.policy.Purpose;
import regain.recovery.CaseView;
import regain.recovery.Recovery;
import regain.recovery.Recovery.Turn;
import regain.recovery.Repudiation;

/** One browser of one person at one node, which does anything that a browser can do, in any order and at any time. */
final class Hand {
  /** What a person has, in whatever browser they sit. */
  record Person(String name, String mailbox, List<SoftPasskey> passkeys, ConcurrentLinkedQueue<String> sheet) {
    Person(String name, String mailbox) {
      this(name, mailbox, new CopyOnWriteArrayList<>(), new ConcurrentLinkedQueue<>());
    }
  }

  private final TestHouse house;
  private final Person person;
  private final Arrival arrival;
  private final SplittableRandom random;
  private final Purpose favourite;
  /** Tickets that lie about, for everybody to take. */
  private final List<String> tickets;

  private String ticket = "";

  /** @param favourite what is begun most of the time */
  Hand(TestHouse house, Person person, String address, Purpose favourite, long seed, List<String> tickets) {
    this.house = house;
    this.favourite = favourite;
    this.person = person;
    this.arrival = TestHouse.arrival(address);
    this.random = new SplittableRandom(seed);
    this.tickets = tickets;
  }

  /** A few requests, one after the other. */
  void act() {
    for (int i = 0; i < 4; i++) {
      Optional<CaseView> view = house.recovery().look(ticket);
      if (view.isEmpty() || random.nextInt(14) == 0) {
        begin();
      } else if (random.nextInt(10) == 0) {
        atTheAccountPage();
      } else if (random.nextInt(50) == 0) {
        objection().ifPresent(it -> house.part(Repudiation.class).report(it, arrival));
      } else {
        step(view.get());
      }
    }
  }

  private void begin() {
    if (random.nextInt(3) == 0 && !tickets.isEmpty()) {
      ticket = tickets.get(random.nextInt(tickets.size()));
      return;
    }
    Purpose[] all = Purpose.values();
    Purpose purpose = random.nextInt(3) == 0 ? all[random.nextInt(all.length)] : favourite;
    keep(Optional.of(house.recovery().open(purpose, person.name, arrival)));
  }

  private void keep(Optional<Turn> turn) {
    turn.ifPresent(it -> {
      ticket = it.ticket();
      tickets.add(ticket);
    });
  }

  private void step(CaseView view) {
    Recovery recovery = house.recovery();
    int step = random.nextInt(8) == 0 ? view.step() - 1 : view.step();
    switch (view.state()) {
      case PROVING, ATTESTING -> prove(view, step);
      case COOLING_OFF -> {
        if (random.nextBoolean()) {
          Optional<Secret> code = recovery.continuation(ticket, step);
          keep(code.flatMap(it -> recovery.goOn(it, arrival)));
        } else {
          prove(view, step);
        }
      }
      case READY -> claim(view, step);
      case EXECUTING -> keep(recovery.resume(ticket, step, arrival));
      default -> {
        recovery.drawCodes(ticket);
        ticket = "";
      }
    }
  }

  private void prove(CaseView view, int step) {
    Recovery recovery = house.recovery();
    boolean saved = view.proofs().stream().anyMatch(it -> it.method() == Method.RECOVERY_CODE);
    int what = switch (view.purpose()) {
      case BINDING -> random.nextInt(3);
      case RECOVERY -> random.nextInt(4) == 0 ? random.nextInt(13) : saved ? 5 : 8;
      default -> random.nextInt(13);
    };
    switch (what) {
      case 0, 1 -> recovery.askPasskey(ticket)
          .map(it -> any(person.passkeys).get(it))
          .ifPresent(it -> keep(recovery.provePasskey(ticket, step, it, arrival)));
      case 2 -> aside(view, step);
      case 3, 4 ->
        keep(recovery.provePassword(ticket, step, Secret.of("Nordhafen-2026-" + person.name), arrival));
      case 5, 6, 7 -> {
        keep(recovery.sendCode(ticket, step, random.nextInt(2), arrival));
        house.work();
        recovery.look(ticket)
            .ifPresent(it -> keep(recovery.proveCode(ticket, it.step(), Secret.of(code(view)), arrival)));
      }
      case 8, 9, 10 -> {
        String code = Optional.ofNullable(person.sheet.poll()).orElse("AAAA-AAAA");
        keep(recovery.proveRecoveryCode(ticket, step, Secret.of(code), arrival));
      }
      default -> keep(recovery.resume(ticket, step, arrival));
    }
  }

  private void aside(CaseView view, int step) {
    Recovery recovery = house.recovery();
    switch (random.nextInt(5)) {
      case 0 -> keep(recovery.cancel(ticket, step));
      case 1 -> keep(recovery.extend(ticket, step));
      case 2 -> claim(view, step);
      default -> keep(recovery.resume(ticket, step, arrival));
    }
  }

  private void claim(CaseView view, int step) {
    Recovery recovery = house.recovery();
    switch (view.purpose()) {
      case BINDING -> keep(
          recovery.setPassword(ticket, step, Secret.of("an entirely new password " + random.nextInt()), arrival));
      case ENROLLMENT, RECOVERY -> {
        var fresh = new SoftPasskey(random.nextInt());
        keep(
            recovery.askNewPasskey(ticket).map(fresh::create)
                .flatMap(it -> recovery.bindPasskey(ticket, step, it, "Another", arrival)));
        person.passkeys.add(fresh);
      }
      case REPORT -> {
        List<Passkey> all = recovery.reportable(ticket);
        Set<UUID> lost = all.size() < 2 ? Set.of() : Set.of(any(all).id());
        keep(recovery.reportLoss(ticket, step, lost, arrival));
      }
      case EXCEPTION -> keep(recovery.resume(ticket, step, arrival));
    }
  }

  private void atTheAccountPage() {
    Enrollment enrollment = house.enrollment();
    String visit = "visit of " + arrival.address();
    SoftPasskey passkey = any(person.passkeys);
    Optional<Holder> in = enrollment.signIn(visit, passkey.get(enrollment.askSignIn(visit)), arrival)
        .flatMap(enrollment::holder);
    in.ifPresent(holder -> {
      switch (random.nextInt(4)) {
        case 0 -> {
          var fresh = new SoftPasskey(random.nextInt());
          enrollment.askPasskey(holder).map(fresh::create)
              .ifPresent(it -> enrollment.addPasskey(holder, it, "Added", arrival));
          person.passkeys.add(fresh);
        }
        case 1 -> {
          List<Passkey> all = enrollment.overview(holder).passkeys();
          enrollment.removePasskey(holder, any(all).id(), arrival);
        }
        case 2 -> enrollment.drawCodes(holder).ifPresent(codes -> {
          codes.forEach(it -> person.sheet.add(it.open(String::new)));
          enrollment.keepCodes(holder, arrival);
        });
        default -> enrollment.endOtherSessions(holder);
      }
    });
  }

  private <T> T any(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  private String code(CaseView view) {
    return letter("code", Post.Kind.CODE, view.number()).orElse("BBBB-BBBB");
  }

  /** The link of some letter that this person has received. */
  private Optional<String> objection() {
    var links = new ArrayList<String>();
    for (Post.Letter each : house.outbox) {
      Map<String, String> values = each.values();
      if (each.to().equals(person.mailbox) && values.containsKey("link")) {
        links.add(values.get("link"));
      }
    }
    return links.isEmpty()
        ? Optional.empty()
        : Optional.of(any(links)).map(it -> it.substring(it.lastIndexOf('/') + 1));
  }

  private Optional<String> letter(String value, Post.Kind kind, String number) {
    return house.outbox.stream()
        .filter(it -> it.kind() == kind && number.equals(it.values().get("number")))
        .reduce((first, second) -> second)
        .map(it -> it.values().get(value));
  }

  /** How long it is until this browser does something again. */
  Duration pause() {
    return random.nextInt(40) == 0 ? Duration.ofHours(25) : Duration.ofMinutes(1 + random.nextInt(3));
  }
}
