package pipeline.simulator.fault;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Optional;
import pipeline.simulator.http.SimRequest;
import pipeline.simulator.options.Fault;
import pipeline.simulator.options.FaultKind;
import pipeline.simulator.options.FaultKind.FaultPoint;

/**
 * The configured faults. For each request, only the first matching response fault replaces the
 * response or changes its delivery. Likewise, only the first matching page fault changes the pages
 * in the body.
 */
public final class FaultPlan {
  private final List<FaultTrigger> triggers;

  public FaultPlan(List<Fault> faults, long seed) {
    triggers = faults.stream().map(fault -> new FaultTrigger(fault, seed)).toList();
  }

  /**
   * Returns the first matching fault that replaces the response or changes its delivery. The faults
   * are checked in order, up to the matching one. Later faults do not count the request for their
   * rules, such as {@code every}.
   */
  public Optional<Fault> findResponseFault(SimRequest request) {
    return find(request, FaultPoint.RESPONSE, FaultPoint.DELIVERY);
  }

  /**
   * Returns whether a fault shifts the listing before this page. The first page is never shifted.
   */
  public boolean isListingShifted(SimRequest request) {
    return !request.parameters().getOrDefault("offset", "0").equals("0")
        && find(request, FaultPoint.LISTING).isPresent();
  }

  /**
   * Applies the first matching page fault to the pages in the body. Changes only pages that have
   * items. A fault of the point {@link FaultPoint#NEXT_LINK} changes only those that also have a
   * next link.
   */
  public void applyPageFault(SimRequest request, JsonObject body) {
    List<JsonObject> pages = PageFault.pagesWithItems(body);
    List<JsonObject> linkedPages = pages.stream().filter(PageFault::hasNext).toList();
    if (pages.isEmpty()) {
      return;
    }
    Optional<Fault> match =
        linkedPages.isEmpty()
            ? find(request, FaultPoint.PAGE)
            : find(request, FaultPoint.PAGE, FaultPoint.NEXT_LINK);
    match.ifPresent(
        fault ->
            (fault.kind().point() == FaultPoint.PAGE ? pages : linkedPages)
                .forEach(page -> PageFault.apply(page, fault)));
  }

  /**
   * Returns whether a fault affects an album.
   *
   * @param kind a kind of fault that changes albums
   */
  public boolean hasAlbumFault(FaultKind kind, String albumId) {
    return triggers.stream()
        .anyMatch(trigger -> trigger.fault().kind() == kind && trigger.isInShare(albumId));
  }

  private Optional<Fault> find(SimRequest request, FaultPoint... points) {
    List<FaultPoint> accepted = List.of(points);
    return triggers.stream()
        .filter(trigger -> accepted.contains(trigger.fault().kind().point()))
        .filter(trigger -> trigger.isTriggeredBy(request.target()))
        .map(FaultTrigger::fault)
        .findFirst();
  }
}
