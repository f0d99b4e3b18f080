/**
 * Implements the Web API endpoints over the catalogue.
 *
 * <p>This package may import {@code simulator.accounts}, {@code simulator.catalogue}, {@code
 * simulator.http}, {@code simulator.options}. Start reading at {@link WebApiEndpoints}.
 */
@NullMarked
package pipeline.simulator.api;

import org.jspecify.annotations.NullMarked;
