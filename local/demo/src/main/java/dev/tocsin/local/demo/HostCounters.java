package dev.tocsin.local.demo;

import java.time.Instant;
import java.util.OptionalDouble;

/**
 * What a host's kernel says at one moment. Two of them, one after the other, make rates.
 *
 * @param at when it was read
 * @param cpuBusy time that all processors were busy since boot, in ticks of the kernel
 * @param cpuTotal time of all processors since boot, busy or idle, in the same ticks
 * @param cpus number of logical processors
 * @param memoryTotal bytes
 * @param memoryAvailable bytes that a new program could use
 * @param diskTotal bytes of the root file system; 0 when there is none to see
 * @param diskUsable bytes of it that may still be written
 * @param load mean number of runnable tasks of the last minute; empty where the system does not
 *     know it
 * @param networkReceived bytes since boot, all interfaces but loopback
 * @param networkSent likewise
 */
record HostCounters(
    Instant at,
    long cpuBusy,
    long cpuTotal,
    int cpus,
    long memoryTotal,
    long memoryAvailable,
    long diskTotal,
    long diskUsable,
    OptionalDouble load,
    long networkReceived,
    long networkSent) {}
