"""Undo content codings (gzip, deflate, Brotli, Zstandard) with a bound on what comes out.

A few kilobytes can hold gigabytes. What is decoded is counted as it comes, a piece at a time, and the stream is left
where the bound is passed: nothing beyond one piece over it is ever held.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator

import brotli
import zstandard

PIECE = 64 * 1024  # bytes decoded at a time
ACCEPT_ENCODING = "gzip, deflate, br, zstd"
_MAX_CODINGS = 2  # applied one over the other; real servers use one
_ZSTD_WINDOW = 8 * 1024 * 1024  # RFC 9659: what a client must support, and need not exceed

_ZSTD_PIECE = 256  # bytes of input at a time; an RLE block of 4 bytes gives up to 128 KiB (RFC 8878, 3.1.1.2)


class CodingError(ValueError):
    """The body is not coded as its header says."""


class TooLargeError(ValueError):
    """The body is larger than the bound."""


def decoded(chunks: Iterable[bytes], content_encoding: str, limit: int) -> bytes:
    """The body behind its content codings.

    Args:
        chunks: the body as it comes over the wire.
        content_encoding: the header's value, e.g. "gzip" or "" for none.
        limit: bytes that the body may have, both coded and decoded.

    Raises:
        CodingError: where a coding is unknown or the body is damaged or ends too soon.
        TooLargeError: where the body is larger than the limit.
    """
    codings = [name.strip().lower() for name in content_encoding.split(",")]
    codings = [name for name in codings if name not in ("", "identity")]
    if len(codings) > _MAX_CODINGS:
        raise CodingError(f"{len(codings)} content codings one over the other")
    stream: Iterable[bytes] = _bounded(chunks, limit)
    for name in reversed(codings):
        decode = _DECODERS.get(name)
        if decode is None:
            raise CodingError(f"unknown content coding {name[:40]!r}")
        stream = _bounded(decode(iter(stream)), limit)
    return b"".join(stream)


def _bounded(chunks: Iterable[bytes], limit: int) -> Iterator[bytes]:
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > limit:
            raise TooLargeError(f"larger than {limit} bytes")
        yield chunk


def _inflate(chunks: Iterator[bytes], window: int) -> Iterator[bytes]:
    """The formats of zlib; several members one after the other are one body (RFC 1952, 2.2)."""
    decoder, started = zlib.decompressobj(window), False
    try:
        for chunk in chunks:
            rest = chunk
            while rest:
                if decoder.eof:
                    if window != _GZIP or not rest.strip(b"\0"):
                        return  # padding, or bytes that belong to nothing
                    decoder = zlib.decompressobj(window)
                yield decoder.decompress(rest, PIECE)
                started = True
                rest = decoder.unconsumed_tail or decoder.unused_data
    except zlib.error as error:
        raise CodingError(str(error)) from error
    while started and not decoder.eof and (piece := decoder.decompress(b"", PIECE)):
        yield piece
    if started and not decoder.eof:
        raise CodingError("the compressed body ends too soon")


_GZIP, _ZLIB, _RAW = 16 + zlib.MAX_WBITS, zlib.MAX_WBITS, -zlib.MAX_WBITS


def _gzip(chunks: Iterator[bytes]) -> Iterator[bytes]:
    return _inflate(chunks, _GZIP)


def _deflate(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """With the zlib header, or without it, as some servers send it against RFC 9110, 8.4.1.2."""
    first = next((chunk for chunk in chunks if chunk), b"")
    has_header = len(first) > 1 and first[0] & 0x0F == 8 and int.from_bytes(first[:2], "big") % 31 == 0
    return _inflate(_with_first(first, chunks), _ZLIB if has_header else _RAW)


def _with_first(first: bytes, chunks: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from chunks


def _brotli(chunks: Iterator[bytes]) -> Iterator[bytes]:
    decoder, started = brotli.Decompressor(), False
    try:
        for chunk in chunks:
            if decoder.is_finished():
                return
            started = True
            yield decoder.process(chunk, output_buffer_limit=PIECE)
            while not decoder.can_accept_more_data():
                yield decoder.process(b"", output_buffer_limit=PIECE)
        while started and not decoder.is_finished() and (piece := decoder.process(b"", output_buffer_limit=PIECE)):
            yield piece
    except brotli.error as error:
        raise CodingError(str(error)) from error
    if started and not decoder.is_finished():
        raise CodingError("the compressed body ends too soon")


def _zstandard(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Fed in small pieces, since each call gives all that its piece expands to (32,768 times as much at worst)."""
    made = zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW)
    decoder, started = made.decompressobj(), False
    try:
        for chunk in chunks:
            for start in range(0, len(chunk), _ZSTD_PIECE):
                rest = chunk[start : start + _ZSTD_PIECE]
                while rest:  # several frames one after the other are one body (RFC 8878, 3.1)
                    decoder = made.decompressobj() if decoder.eof else decoder
                    yield decoder.decompress(rest)
                    started, rest = True, decoder.unused_data
    except zstandard.ZstdError as error:
        raise CodingError(str(error)) from error
    if started and not decoder.eof:
        raise CodingError("the compressed body ends too soon")


_DECODERS: dict[str, Callable[[Iterator[bytes]], Iterator[bytes]]] = {
    "gzip": _gzip,
    "x-gzip": _gzip,
    "deflate": _deflate,
    "br": _brotli,
    "zstd": _zstandard,
}
