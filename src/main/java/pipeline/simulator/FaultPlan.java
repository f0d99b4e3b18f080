package pipeline.simulator;

import java.util.List;
import java.util.Optional;
import pipeline.simulator.FaultKind.Stage;

/** All faults that are switched on; of those that could strike at once the first in order does. */
final class FaultPlan {
  private final List<Trigger> triggers;

  FaultPlan(List<Fault> faults, long seed) {
    triggers = faults.stream().map(fault -> new Trigger(fault, seed)).toList();
  }

  /** The fault that replaces the answer or harms its delivery. */
  Optional<Fault> onAnswer(Request request) {
    return triggers.stream()
        .filter(trigger -> at(trigger, Stage.REPLY) || at(trigger, Stage.DELIVERY))
        .filter(trigger -> trigger.strikes(request.target()))
        .map(Trigger::fault)
        .findFirst();
  }

  /** Whether the listing has moved before this page was cut from it. */
  boolean shifts(Request request) {
    String offset = request.parameters().getOrDefault("offset", "0");
    return !offset.equals("0")
        && triggers.stream()
            .anyMatch(trigger -> at(trigger, Stage.LISTING) && trigger.strikes(request.target()));
  }

  /** Faults of a page; those of its link only where it has a next. */
  Optional<Fault> onPage(Request request, boolean hasNext) {
    return triggers.stream()
        .filter(trigger -> at(trigger, Stage.PAGE) || (hasNext && at(trigger, Stage.LINK)))
        .filter(trigger -> trigger.strikes(request.target()))
        .map(Trigger::fault)
        .findFirst();
  }

  /** Whether an album is listed but no more. */
  boolean isGone(String albumId) {
    return triggers.stream()
        .anyMatch(trigger -> at(trigger, Stage.ALBUM) && trigger.inShare(albumId));
  }

  private static boolean at(Trigger trigger, Stage stage) {
    return trigger.fault().kind().stage() == stage;
  }
}
