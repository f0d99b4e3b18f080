/**
 * Implements the accounts endpoints: authorization, access tokens and refresh tokens.
 *
 * <p>This package may import {@code simulator.http}, {@code simulator.options}. Start reading at
 * {@link AccountsEndpoints}.
 */
@NullMarked
package pipeline.simulator.accounts;

import org.jspecify.annotations.NullMarked;
