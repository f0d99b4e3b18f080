package pipeline.simulator.options;

/** The simulated user's answer when an app requests authorization. */
public enum ConsentPolicy {
  /** The user agrees at once, without a page. */
  AGREE,
  /** The user denies the request at once, without a page. */
  DENY,
  /** A page lets the person at the browser choose. */
  ASK
}
