package dev.dpg.gateway.log.memory;

import dev.dpg.gateway.log.ControlLog;
import dev.dpg.gateway.log.ControlLogContract;
import java.time.InstantSource;

class MemoryControlLogTest extends ControlLogContract {
    private final MemoryControlTopic topic = new MemoryControlTopic(InstantSource.system());

    @Override
    protected ControlLog open() {
        return new MemoryControlLog(topic);
    }
}
