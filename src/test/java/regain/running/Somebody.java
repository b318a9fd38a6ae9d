package regain.running;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import regain.house.KilledHouse;
import regain.house.SoftPasskey;
import regain.policy.Method;
import regain.recovery.Refusal;
import regain.recovery.State;
import regain.running.OwnHouse.Cut;

/**
 * A person who enrols, chooses a new password with the passkey, and replaces the passkey by a saved code and one by mail,
 * while the house dies under their hands. They remember what they were told and nothing else: before each step they look
 * where their case is, and whoever finds that their ticket is worth nothing any more begins again.
 */
final class Somebody {
  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static final InstantSource CLOCK = InstantSource.system();

  private final OwnHouse house;
  private final int number = NUMBER.incrementAndGet();
  final String name = "person" + number;
  final String first = "Nordhafen-2026-" + name;
  final String mailbox = name + "@posteo.example";
  private final String address = "10." + (number >> 16 & 0xff) + "." + (number >> 8 & 0xff) + "." + (number & 0xff);

  /** Each password that was sent to the house, with its case, the newest last. */
  final List<Chosen> chosen = new ArrayList<>();
  /** Each case whose page said that it was completed. */
  final List<String> told = new ArrayList<>();
  /** Tickets of which a newer one was made that never came back. */
  int closed;
  /** Saved codes that were refused because a try whose answer was lost had used them. */
  int usedUp;
  /** Whoever was cut off so often that a limit on tries or letters holds now. */
  boolean gaveUp;

  private Part part = Part.ENROLLMENT;
  private String ticket = "";
  private SoftPasskey passkey = new SoftPasskey(number);
  private SoftPasskey made = passkey;
  private final List<String> codes = new ArrayList<>();
  private final Set<String> typed = new HashSet<>();
  private int tries;
  private volatile String newest = "";

  Somebody(OwnHouse house) {
    this.house = house;
  }

  record Chosen(String password, String caseId) {}

  /** What they do, one after the other. */
  private enum Part {
    ENROLLMENT,
    BINDING,
    RECOVERY,
    DONE
  }

  /** What they see. */
  private record Seen(
      State state,
      int step,
      String wanted,
      Optional<Instant> resend,
      Optional<Refusal> refusal,
      String number,
      Optional<Instant> until) {
    static Seen of(List<String> view) {
      return new Seen(
          State.valueOf(view.get(0)),
          Integer.parseInt(view.get(1)),
          view.get(2),
          Optional.of(view.get(3)).filter(it -> !it.isEmpty()).map(Instant::parse),
          Optional.of(view.get(4)).filter(it -> !it.isEmpty()).map(Refusal::valueOf),
          view.get(5),
          Optional.of(view.get(6)).filter(it -> !it.isEmpty()).map(Instant::parse));
    }

    boolean wants(Method method) {
      return wanted.contains(method.name());
    }
  }

  boolean done() {
    return part == Part.DONE || gaveUp;
  }

  /** One step. Returns whether the next one can follow at once; otherwise the house has to do something first. */
  boolean next() throws Cut {
    if (ticket.isEmpty()) {
      ticket = call("open", part.name(), 0, name).getFirst();
      return true;
    }
    List<String> view = call("look", ticket, 0, "");
    if (view.isEmpty()) {
      closed++;
      ticket = "";
      return true;
    }
    Seen seen = Seen.of(view);
    newest = seen.toString();
    return switch (seen.state()) {
      case PROVING -> prove(seen);
      case READY -> claim(seen);
      case EXECUTING -> false;
      case COOLING_OFF -> later(seen);
      case COMPLETED -> completed();
      case DENIED, CANCELLED, EXPIRED, ATTESTING, AWAITING_GRANT ->
        throw new AssertionError(name + " in " + part + " is " + seen);
    };
  }

  /** On a machine that is busy the directory may be late, and then a minute has to pass. */
  private boolean later(Seen seen) throws Cut {
    if (seen.until().filter(it -> CLOCK.instant().isAfter(it)).isPresent()) {
      turned(call("resume", ticket, seen.step(), ""));
    }
    return false;
  }

  private boolean prove(Seen seen) throws Cut {
    if (seen.refusal().filter(it -> it == Refusal.TOO_MANY_TRIES).isPresent()) {
      gaveUp = true;
      return false;
    }
    if (seen.wants(Method.DIRECTORY_PASSWORD) && part == Part.ENROLLMENT) {
      return turned(call("password", ticket, seen.step(), first));
    }
    if (seen.wants(Method.PASSKEY)) {
      List<String> options = call("ask", ticket, 0, "");
      return !options.isEmpty() && turned(call("passkey", ticket, seen.step(), passkey.get(options.getFirst())));
    }
    return seen.wants(Method.RECOVERY_CODE) ? saved(seen) : mailed(seen);
  }

  /** The first of the sheet until it is refused: after a lost answer it was taken then, or is taken now, and never twice. */
  private boolean saved(Seen seen) throws Cut {
    if (seen.refusal().filter(it -> it == Refusal.RECOVERY_CODE_WRONG).isPresent()) {
      if (tries < 2) {
        throw new AssertionError(name + " typed a good code for the first time, and it was refused");
      }
      usedUp++;
      codes.removeFirst();
      tries = 0;
    }
    tries++;
    return turned(call("saved", ticket, seen.step(), codes.getFirst()));
  }

  private boolean mailed(Seen seen) throws Cut {
    List<String> letters = house.letters().stream()
        .filter(it -> it[0].equals("CODE") && it[1].equals(mailbox) && it[2].equals(seen.number()))
        .map(it -> it[3])
        .toList();
    if (letters.isEmpty() || typed.contains(letters.getLast())) {
      boolean mayAsk = seen.resend().map(it -> CLOCK.instant().isAfter(it)).orElse(true);
      if (mayAsk) {
        turned(call("send", ticket, seen.step(), ""));
      }
      return false;
    }
    List<String> turn = call("code", ticket, seen.step(), letters.getLast());
    typed.add(letters.getLast());
    return turned(turn);
  }

  private boolean claim(Seen seen) throws Cut {
    if (part == Part.BINDING) {
      String password = "three herons over quay " + number + " " + chosen.size();
      chosen.add(new Chosen(password, caseId()));
      return turned(call("set", ticket, seen.step(), password));
    }
    List<String> options = call("ask-new", ticket, 0, "");
    if (!options.isEmpty()) {
      made = new SoftPasskey(number);
      return turned(call("bind", ticket, seen.step(), made.create(options.getFirst())));
    }
    return true;
  }

  private boolean completed() throws Cut {
    told.add(caseId());
    if (part == Part.ENROLLMENT) {
      codes.addAll(call("codes", ticket, 0, ""));
    }
    passkey = part == Part.BINDING ? passkey : made;
    part = switch (part) {
      case ENROLLMENT -> Part.BINDING;
      case BINDING -> codes.isEmpty() ? Part.DONE : Part.RECOVERY;
      case RECOVERY, DONE -> Part.DONE;
    };
    ticket = "";
    return !done();
  }

  private boolean turned(List<String> turn) {
    if (!turn.isEmpty()) {
      ticket = turn.getFirst();
    }
    return true;
  }

  /** What the house answers. What failed in it is looked at again, as a person would load the page again. */
  private List<String> call(String what, String with, int step, String more) throws Cut {
    List<String> answer = house.call(List.of(what, address, with, Integer.toString(step), more));
    if (!answer.isEmpty() && answer.getFirst().equals(KilledHouse.BROKEN)) {
      throw new AssertionError(name + " called " + what + ", and it broke: " + answer);
    }
    return answer;
  }

  private String caseId() {
    return ticket.substring(0, ticket.indexOf('.'));
  }

  @Override
  public String toString() {
    return name + " in " + part + ": " + newest;
  }
}
