/**
 * Defines what the simulator simulates: quota mode, consent, faults.
 *
 * <p>This package may import {@code simulator.catalogue}. Start reading at {@link
 * SimulatorOptions}.
 */
@NullMarked
package pipeline.simulator.options;

import org.jspecify.annotations.NullMarked;
