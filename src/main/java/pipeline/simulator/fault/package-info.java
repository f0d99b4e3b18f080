/**
 * Selects the requests that a fault affects and produces the faulty responses.
 *
 * <p>This package may import {@code simulator.http}, {@code simulator.options}. Start reading at
 * {@link FaultPlan}.
 */
@NullMarked
package pipeline.simulator.fault;

import org.jspecify.annotations.NullMarked;
