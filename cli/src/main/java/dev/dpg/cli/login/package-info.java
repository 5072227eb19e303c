/**
 * Logging in at the issuer of a context: OAuth's device authorization (RFC 8628) with what OpenID Connect Discovery says of the
 * issuer. {@link dev.dpg.cli.login.Issuer} asks it, {@link dev.dpg.cli.login.DeviceLogin} waits until the person has agreed,
 * {@link dev.dpg.cli.login.LoginTokens} gives commands the token, and renews it before it expires. Tokens are kept in files with
 * mode 600, and in no message.
 *
 * <p>Threads: that of the command; tokens are asked for on the SDK's {@code dpg-credentials-1}.
 */
@NullMarked
package dev.dpg.cli.login;

import org.jspecify.annotations.NullMarked;
