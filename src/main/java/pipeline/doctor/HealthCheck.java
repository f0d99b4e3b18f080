package pipeline.doctor;

/** Looks at one thing. */
@FunctionalInterface
public interface HealthCheck {
  /** Whatever it throws is a finding too: the message says what is wrong and what to do. */
  CheckResult check() throws Exception;
}
