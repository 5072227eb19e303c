package dev.dpg.client.internal.connect;

import io.netty.handler.ssl.DelegatingSslContext;
import io.netty.handler.ssl.SslContext;
import java.util.Collections;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSessionContext;

/**
 * TLS that makes each connection from the beginning: one that resumed the session of an earlier connection would show that
 * one's certificate, also once it is renewed.
 */
final class UnresumedTls extends DelegatingSslContext {
    private final SSLSessionContext sessions;

    UnresumedTls(SslContext context) {
        super(context);
        sessions = context.sessionContext();
    }

    @Override
    protected void initEngine(SSLEngine engine) {
        for (byte[] id : Collections.list(sessions.getIds())) {
            SSLSession session = sessions.getSession(id);
            if (session != null) {
                session.invalidate();
            }
        }
    }
}
