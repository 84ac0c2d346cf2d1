package dev.tocsin.local.demo;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import oshi.SystemInfo;
import oshi.hardware.CentralProcessor;
import oshi.hardware.CentralProcessor.TickType;
import oshi.hardware.GlobalMemory;
import oshi.hardware.HardwareAbstractionLayer;
import oshi.hardware.NetworkIF;
import oshi.software.os.OSFileStore;
import oshi.software.os.OperatingSystem;

/**
 * Reads this host's counters through OSHI. The first use loads native libraries: some hundred
 * milliseconds.
 */
final class HostProbe {

  private final OperatingSystem system;
  private final HardwareAbstractionLayer hardware;
  private final CentralProcessor processor;

  HostProbe() {
    SystemInfo info = new SystemInfo();
    system = info.getOperatingSystem();
    hardware = info.getHardware();
    processor = hardware.getProcessor();
  }

  /** The host's name; {@code localhost} when it has none. */
  String hostName() {
    String name = system.getNetworkParams().getHostName();
    return name.isBlank() ? "localhost" : name.strip();
  }

  HostCounters read(Instant at) {
    long[] ticks = processor.getSystemCpuLoadTicks();
    long total = 0;
    for (long tick : ticks) {
      total += tick;
    }
    long idle = ticks[TickType.IDLE.getIndex()] + ticks[TickType.IOWAIT.getIndex()];
    GlobalMemory memory = hardware.getMemory();
    Optional<OSFileStore> disk = root(system.getFileSystem().getFileStores(true));
    double load = processor.getSystemLoadAverage(1)[0];
    List<NetworkIF> network = hardware.getNetworkIFs();
    return new HostCounters(
        at,
        total - idle,
        total,
        processor.getLogicalProcessorCount(),
        memory.getTotal(),
        memory.getAvailable(),
        disk.map(OSFileStore::getTotalSpace).orElse(0L),
        disk.map(OSFileStore::getUsableSpace).orElse(0L),
        load < 0 ? OptionalDouble.empty() : OptionalDouble.of(load),
        network.stream().mapToLong(NetworkIF::getBytesRecv).sum(),
        network.stream().mapToLong(NetworkIF::getBytesSent).sum());
  }

  private static Optional<OSFileStore> root(List<OSFileStore> stores) {
    return stores.stream().filter(store -> store.getMount().equals("/")).findFirst();
  }
}
