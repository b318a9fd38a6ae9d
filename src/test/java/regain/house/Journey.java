package regain.house;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import regain.enrollment.port.Post;
import regain.kernel.Arrival;
import regain.kernel.Secret;
import regain.policy.Purpose;
import regain.recovery.CameFrom;
import regain.recovery.CaseView;
import regain.recovery.Recovery;
import regain.recovery.Recovery.Turn;
import regain.recovery.ShownDevice;

/** One browser's way through a case: it keeps the ticket and the step as cookies and forms would. */
final class Journey {
  final TestHouse house;
  final Arrival arrival;
  String ticket;
  CaseView view;

  private Journey(TestHouse house, Arrival arrival, Turn turn) {
    this(house, arrival, turn.ticket(), house.view(turn));
  }

  private Journey(TestHouse house, Arrival arrival, String ticket, CaseView view) {
    this.house = house;
    this.arrival = arrival;
    this.ticket = ticket;
    this.view = view;
  }

  static Journey open(TestHouse house, Purpose purpose, String name) {
    return open(house, purpose, name, TestHouse.arrival());
  }

  static Journey open(TestHouse house, Purpose purpose, String name, Arrival arrival) {
    return new Journey(house, arrival, house.recovery().open(purpose, name, arrival));
  }

  /** Somebody whom a registered application sent. */
  static Journey open(TestHouse house, Purpose purpose, String name, CameFrom from) {
    Arrival arrival = TestHouse.arrival();
    return new Journey(house, arrival, house.recovery().open(purpose, name, Optional.of(from), arrival));
  }

  /** The common beginning of many tests: this person enrols a first passkey with password and private mailbox. */
  static SoftPasskey enrol(TestHouse house, String name, String password, String mailbox) {
    var passkey = new SoftPasskey(name.hashCode());
    open(house, Purpose.ENROLLMENT, name).password(password).send(0).code(mailbox).bind(passkey);
    return passkey;
  }

  /** The same browser at another house. */
  Journey with(TestHouse other) {
    return new Journey(other, arrival, ticket, view);
  }

  private Recovery recovery() {
    return house.recovery();
  }

  private Journey turned(Optional<Turn> turn) {
    Turn now = turn.orElseThrow();
    ticket = now.ticket();
    view = house.view(now);
    return this;
  }

  Journey password(String password) {
    return turned(recovery().provePassword(ticket, view.step(), Secret.of(password), arrival));
  }

  Journey invitation(String code) {
    return turned(recovery().proveInvitation(ticket, view.step(), Secret.of(code), arrival));
  }

  Journey send(int contact) {
    turned(recovery().sendCode(ticket, view.step(), contact, arrival));
    house.work();
    return this;
  }

  /** Types the newest code that went to this address. */
  Journey code(String address) {
    return typed(house.newest(Post.Kind.CODE, address, "code"));
  }

  Journey typed(String code) {
    return turned(recovery().proveCode(ticket, view.step(), Secret.of(code), arrival));
  }

  Journey saved(String code) {
    return turned(recovery().proveRecoveryCode(ticket, view.step(), Secret.of(code), arrival));
  }

  Journey device(ShownDevice shown) {
    return turned(recovery().proveDevice(ticket, view.step(), shown, arrival));
  }

  Journey passkey(SoftPasskey passkey) {
    return passkey(passkey, SoftPasskey.Lie.NONE);
  }

  Journey passkey(SoftPasskey passkey, SoftPasskey.Lie lie) {
    String options = recovery().askPasskey(ticket).orElseThrow();
    return turned(recovery().provePasskey(ticket, view.step(), passkey.get(options, lie), arrival));
  }

  Journey set(String password) {
    return turned(recovery().setPassword(ticket, view.step(), Secret.of(password), arrival));
  }

  Journey bind(SoftPasskey passkey) {
    return bind(passkey, SoftPasskey.Lie.NONE);
  }

  Journey bind(SoftPasskey passkey, SoftPasskey.Lie lie) {
    String options = recovery().askNewPasskey(ticket).orElseThrow();
    return turned(recovery().bindPasskey(ticket, view.step(), passkey.create(options, lie), "Test passkey", arrival));
  }

  Journey reportLoss(UUID... passkeys) {
    return turned(recovery().reportLoss(ticket, view.step(), Set.of(passkeys), arrival));
  }

  /** The same case in another browser, by its continuation code. */
  Journey goOn(String code, Arrival elsewhere) {
    return new Journey(house, elsewhere, recovery().goOn(Secret.of(code), elsewhere).orElseThrow());
  }

  Journey resume() {
    return turned(recovery().resume(ticket, view.step(), arrival));
  }

  Journey look() {
    view = recovery().look(ticket).orElseThrow();
    return this;
  }
}
