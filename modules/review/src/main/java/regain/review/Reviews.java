package regain.review;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import regain.kernel.CaseId;
import regain.kernel.PersonId;

/**
 * What somebody has to look at, by when, who took it, and what they found. It calls nobody upward: what a verdict does is
 * done by whoever records it here. Every method joins the caller's transaction.
 */
public interface Reviews {
  /** For so long an item is left to whoever took it. */
  Duration HELD = Duration.ofHours(1);

  /** The third time that an item is found late, something is done about it. */
  int ACTS = 3;

  /** And again after this time, for as long as nobody judges it. */
  Duration ACTS_AGAIN = Duration.ofHours(24);

  /** After so long an item is due again when its person had to be asked. */
  Duration ASKED = Duration.ofHours(24);

  /**
   * Opens an item, due after the time that its cause allows. Opening the same cause of the same case twice opens it once,
   * also when it was closed since.
   */
  void open(CaseId caseId, PersonId subject, Cause cause);

  /** The same for something that is about the house and no person in it. */
  void open(CaseId act, Cause cause);

  /** Open items, the earliest deadline first. */
  List<Item> waiting(Wanted wanted, int limit);

  /** How much waits that is not about this person, if one is named, counted no further than {@code most}. */
  Tally tally(int most, Optional<PersonId> hiddenFrom);

  Optional<Item> find(UUID item);

  /** An item of the case with this number: one that is open, or else the newest. */
  Optional<Item> numbered(String number);

  /** Open items that are late, and of which that has to be said now; the longest late first. */
  List<UUID> late(int limit);

  /**
   * Says that an item is late, if that has to be said now: another node may have done it. It is said at its deadline, half
   * of the allowed time later, and after all of it; from then on every day.
   */
  Optional<Item> escalate(UUID item);

  /** Nobody could have judged it: that it is late is said later. */
  void pause(UUID item, Duration how);

  /** The item of this cause and act, if it was opened. */
  Optional<Item> of(CaseId act, Cause cause);

  /** When the last item of this case was closed; empty while one is open, or when there never was one. */
  Optional<Instant> closed(CaseId caseId);

  /**
   * Keeps a remark about an act. It decides nothing.
   *
   * @param text not blank, at most 1,000 characters
   */
  void note(CaseId act, PersonId by, String text);

  /** What was remarked, oldest first. */
  List<Note> notes(CaseId act);

  /** What was found so far, oldest first. */
  List<Given> judgements(UUID item);

  /** Other acts in which somebody has this part who has it in this one, each once: whoever took theirs last first. */
  List<CaseId> sharing(CaseId caseId, Part part, int most);

  /** Acts in which this person has this part: the one in which they took it last first. */
  List<CaseId> taking(PersonId person, Part part, int most);

  /** Everybody who has this part in this case. */
  List<PersonId> having(CaseId caseId, Part part);

  /** Everybody who has a part in this case, and which. */
  Map<PersonId, Part> parts(CaseId caseId);

  /** Which part this person has in each of these cases; none for a case in which they have none. */
  Map<CaseId, Part> parts(Collection<CaseId> cases, PersonId person);

  /** Which part this person has in this case, if they have one. */
  Optional<Part> part(CaseId caseId, PersonId person);

  /**
   * Puts on record that this person has this part in this case.
   *
   * @return why not, if they have another
   */
  Optional<No> join(CaseId caseId, PersonId person, Part part);

  /** Why this person may not look at it, if they may not. */
  Optional<No> bars(UUID item, PersonId by, Optional<PersonId> reportsTo);

  /**
   * Somebody takes it to look at it: their part in the case is on record from here on. Taking what one has is nothing.
   *
   * @param reportsTo whom the directory names as their supervisor
   * @return why not, if not
   */
  Optional<No> take(UUID item, PersonId by, Optional<PersonId> reportsTo);

  /** It is anybody's again. Does nothing when it is not theirs. */
  void release(UUID item, PersonId by);

  /** Keeps what they are about to sign. Returns why not, if not. */
  Optional<No> draft(UUID item, PersonId by, Draft draft);

  /** What they are about to sign; nobody changes it before this transaction ends. Empty when it is not theirs. */
  Optional<Draft> drafted(UUID item, PersonId by);

  /**
   * Records what they had drafted and have signed, and closes the item or makes it due again.
   *
   * @param statement the signed statement
   * @param digest of its text
   * @return why not, if not
   */
  Optional<No> judge(UUID item, PersonId by, UUID statement, String digest);

  /** Why somebody has to look. */
  enum Cause {
    /** The person said that it was not them. */
    REPUDIATED(Risk.HIGH),
    /** Somebody reported that something was lost or stolen. */
    LOST(Risk.HIGH),
    /** Somebody came back without a passkey. */
    RECOVERED(Risk.RAISED),
    /** Somebody came back because others vouched for them. */
    ATTESTED(Risk.HIGH),
    /** Somebody with privileged rights came back inside a grant, or broke that off after they had been locked for it. */
    PRIVILEGED(Risk.HIGH),
    /** A rule had refused it because of risk, and it went on all the same: mostly because two people vouched. */
    APPEAL(Risk.HIGH),
    /** A password was changed in one system, and another has not taken it. */
    UNEVEN(Risk.RAISED),
    /** Strange surroundings, many failures or many cases. */
    UNUSUAL(Risk.RAISED),
    /** Nothing is unusual: their group is one of which everything is looked at. */
    FOLLOW_UP(Risk.USUAL),
    /** A passkey's signature counter went back: perhaps there are two of it. */
    CLONED(Risk.HIGH),
    /** A first passkey that rests on a password and a contact. */
    PROVISIONAL(Risk.USUAL),
    /** An older database was put back: what was begun since is lost, and what had ended was ended again. */
    RESTORED(Risk.HIGH),
    /** An agent of the service desk asked for more than anybody needs. */
    DESK_OVERRUN(Risk.RAISED),
    /** Several agents of the service desk had the same person written to within a day. */
    SEVERAL_AGENTS(Risk.HIGH),
    /** More happened than is usual, or the same again and again. */
    ALARM(Risk.RAISED),
    /** Two people had many recover at once, and that has ended. */
    MASS_RESET(Risk.RAISED),
    /** Privilege was given for a while, and policy has each of these looked at. */
    GRANT(Risk.RAISED),
    /** Privilege could not be taken back: the target does not let go of it, or does not answer. */
    GRANT_STUCK(Risk.HIGH),
    /** A target has privilege that nobody was given here, or that was taken back. */
    NOT_OURS(Risk.HIGH),
    /** It shares the computer, somebody who vouched or the agent of the desk with a case that was abuse. */
    LINKED(Risk.HIGH),
    /** It has something in common with a case that was abuse, which colleagues may have as well: late, it holds nothing back. */
    RELATED(Risk.HIGH),
    /** Nothing is unusual: one of those that chance chose. */
    SAMPLED(Risk.USUAL);

    private final Risk risk;

    Cause(Risk risk) {
      this.risk = risk;
    }

    public Risk risk() {
      return risk;
    }
  }

  /** How much is at stake, and so how soon somebody looks. */
  enum Risk {
    HIGH(Duration.ofHours(4)),
    RAISED(Duration.ofHours(24)),
    USUAL(Duration.ofHours(72));

    private final Duration allowed;

    Risk(Duration allowed) {
      this.allowed = allowed;
    }

    /** From the opening to the deadline. */
    public Duration allowed() {
      return allowed;
    }
  }

  /** Why somebody may not do that. */
  enum No {
    /** There is no such item. */
    GONE,
    /** It is closed already. */
    CLOSED,
    /** It is about them. */
    OWN,
    /** It is about the person to whom they report, or that person has vouched in it. */
    OWN_SUPERVISOR,
    /** They have another part in this case. */
    OTHER_PART,
    /** Somebody else took it a moment ago. */
    TAKEN,
    /** They have not taken it, or no more. */
    NOT_TAKEN,
    /** More has happened than they were shown. */
    MOVED_ON,
    /** The person was asked already: nobody is put off by asking for ever. */
    ASKED_ALREADY
  }

  /**
   * Which items.
   *
   * @param causes empty for all
   * @param subject only what is about this person
   * @param after the last one of the page before
   * @param hiddenFrom without what is about this person
   */
  record Wanted(Set<Cause> causes, Optional<PersonId> subject, Optional<Place> after, Optional<PersonId> hiddenFrom) {
    public Wanted {
      causes = Set.copyOf(causes);
    }

    public static Wanted all() {
      return new Wanted(Set.of(), Optional.empty(), Optional.empty());
    }

    public Wanted(Set<Cause> causes, Optional<PersonId> subject, Optional<Place> after) {
      this(causes, subject, after, Optional.empty());
    }

    /** Without what is about this person: whoever looks at the list does not learn that they are looked at. */
    public Wanted hiddenFrom(PersonId person) {
      return new Wanted(causes, subject, after, Optional.of(person));
    }
  }

  /** Where an item stands in the list. */
  record Place(Instant due, UUID item) {}

  record Note(PersonId by, Instant at, String text) {}

  /** @param today due within a day from now */
  record Tally(int open, int overdue, int today) {}

  /**
   * @param subject empty for something that is about the house
   * @param escalations how often it was said that it is late
   * @param taken who looks at it now
   */
  record Item(
      UUID id,
      CaseId caseId,
      Optional<PersonId> subject,
      Cause cause,
      Instant openedAt,
      Instant dueAt,
      int escalations,
      Optional<Taken> taken,
      Optional<Draft> draft,
      Optional<Instant> closedAt) {
    public Place place() {
      return new Place(dueAt, id);
    }
  }

  record Taken(PersonId by, Instant until) {}

  /**
   * @param text what is signed, to the letter
   * @param seen how many entries of the record they were shown
   */
  record Draft(Judgement judgement, String because, String text, int seen) {}

  record Given(Judgement judgement, String because, PersonId by, Instant at, UUID statement) {}
}
