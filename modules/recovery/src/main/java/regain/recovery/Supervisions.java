package regain.recovery;

/** Who supervises whom since when: only a supervisor who was one long before a case may vouch in it. */
public interface Supervisions {
  /**
   * Sees whose entries in the directory were changed since it looked last, and keeps who supervises them. To be called a few
   * times in an hour by each node: what was changed and changed back between two looks is not seen, nor are some of more than
   * 20,000 who were changed between them. Returns how many were looked
   * at.
   */
  int look();
}
