package pipeline.simulator.options;

/** What the simulated user says when an app asks for authorization. */
public enum ConsentPolicy {
  /** Yes, at once and without a page. */
  AGREE,
  /** No, at once and without a page. */
  DENY,
  /** A page with both answers, for whoever sits before the browser. */
  ASK
}
