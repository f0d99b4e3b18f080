package pipeline.simulator.fault;

import java.util.List;
import java.util.Optional;
import pipeline.simulator.http.SimRequest;
import pipeline.simulator.options.Fault;
import pipeline.simulator.options.FaultKind.FaultPoint;

/** All faults that are switched on; of those that could strike at once the first in order does. */
public final class FaultPlan {
  private final List<FaultTrigger> triggers;

  public FaultPlan(List<Fault> faults, long seed) {
    triggers = faults.stream().map(fault -> new FaultTrigger(fault, seed)).toList();
  }

  /** The fault that replaces the answer or harms its delivery. */
  public Optional<Fault> findResponseFault(SimRequest request) {
    return triggers.stream()
        .filter(trigger -> isAt(trigger, FaultPoint.RESPONSE) || isAt(trigger, FaultPoint.DELIVERY))
        .filter(trigger -> trigger.isTriggeredBy(request.target()))
        .map(FaultTrigger::fault)
        .findFirst();
  }

  /** Whether the listing has moved before this page was cut from it. */
  public boolean isListingShifted(SimRequest request) {
    String offset = request.parameters().getOrDefault("offset", "0");
    return !offset.equals("0")
        && triggers.stream()
            .anyMatch(
                trigger ->
                    isAt(trigger, FaultPoint.LISTING) && trigger.isTriggeredBy(request.target()));
  }

  /** Faults of a page; those of its link only where it has a next. */
  public Optional<Fault> findPageFault(SimRequest request, boolean hasNext) {
    return triggers.stream()
        .filter(
            trigger ->
                isAt(trigger, FaultPoint.PAGE) || (hasNext && isAt(trigger, FaultPoint.NEXT_LINK)))
        .filter(trigger -> trigger.isTriggeredBy(request.target()))
        .map(FaultTrigger::fault)
        .findFirst();
  }

  /** Whether an album is listed but no more. */
  public boolean isDeleted(String albumId) {
    return triggers.stream()
        .anyMatch(trigger -> isAt(trigger, FaultPoint.ALBUM) && trigger.isInShare(albumId));
  }

  private static boolean isAt(FaultTrigger trigger, FaultPoint point) {
    return trigger.fault().kind().point() == point;
  }
}
