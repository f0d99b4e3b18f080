package pipeline.simulator.fault;

import java.util.List;
import java.util.Optional;
import pipeline.simulator.http.SimRequest;
import pipeline.simulator.options.Fault;
import pipeline.simulator.options.FaultKind.FaultStage;

/** All faults that are switched on; of those that could strike at once the first in order does. */
public final class FaultPlan {
  private final List<FaultTrigger> triggers;

  public FaultPlan(List<Fault> faults, long seed) {
    triggers = faults.stream().map(fault -> new FaultTrigger(fault, seed)).toList();
  }

  /** The fault that replaces the answer or harms its delivery. */
  public Optional<Fault> onAnswer(SimRequest request) {
    return triggers.stream()
        .filter(trigger -> at(trigger, FaultStage.REPLY) || at(trigger, FaultStage.DELIVERY))
        .filter(trigger -> trigger.strikes(request.target()))
        .map(FaultTrigger::fault)
        .findFirst();
  }

  /** Whether the listing has moved before this page was cut from it. */
  public boolean shifts(SimRequest request) {
    String offset = request.parameters().getOrDefault("offset", "0");
    return !offset.equals("0")
        && triggers.stream()
            .anyMatch(
                trigger -> at(trigger, FaultStage.LISTING) && trigger.strikes(request.target()));
  }

  /** Faults of a page; those of its link only where it has a next. */
  public Optional<Fault> onPage(SimRequest request, boolean hasNext) {
    return triggers.stream()
        .filter(
            trigger -> at(trigger, FaultStage.PAGE) || (hasNext && at(trigger, FaultStage.LINK)))
        .filter(trigger -> trigger.strikes(request.target()))
        .map(FaultTrigger::fault)
        .findFirst();
  }

  /** Whether an album is listed but no more. */
  public boolean isGone(String albumId) {
    return triggers.stream()
        .anyMatch(trigger -> at(trigger, FaultStage.ALBUM) && trigger.inShare(albumId));
  }

  private static boolean at(FaultTrigger trigger, FaultStage stage) {
    return trigger.fault().kind().stage() == stage;
  }
}
