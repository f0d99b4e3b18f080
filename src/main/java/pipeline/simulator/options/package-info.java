/**
 * Defines the configuration of the simulator: catalogue, quota mode, consent and faults.
 *
 * <p>This package may import {@code simulator.catalogue}. Start reading at {@link SimulatorConfig}.
 */
@NullMarked
package pipeline.simulator.options;

import org.jspecify.annotations.NullMarked;
