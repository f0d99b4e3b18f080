package pipeline.doctor;

/** Looks at one thing. */
@FunctionalInterface
public interface Check {
  /** Whatever it throws is a finding too: the message says what is wrong and what to do. */
  Finding look() throws Exception;
}
