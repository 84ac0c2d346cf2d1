package dev.tocsin.notifier.send.http;

import java.nio.file.Path;

/**
 * Where a configuration came from.
 *
 * @param folder where the relative paths in it begin
 * @param trusted whether it is the operator's own file or flag, which may name addresses of this
 *     machine and its network; what came by API may not, unless they are allowed
 */
public record Origin(Path folder, boolean trusted) {}
