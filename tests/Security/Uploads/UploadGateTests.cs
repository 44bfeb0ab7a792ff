using Google.Protobuf;
using Grpc.Core;
using Participatory.Accountability.V1;
using Participatory.Access.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Uploads;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Security.Uploads;

/// <summary>Whoever sends slowly, or much at once, keeps nobody else from sending.</summary>
public sealed class UploadGateTests : IDisposable
{
    private const int Megabyte = 1024 * 1024;

    private static readonly Upload<AddVoiceRequest> Upload = new(
        piece => piece.Content, new Reason(StatusCode.InvalidArgument, "TOO_LARGE"), new Reason(StatusCode.InvalidArgument, "NOTHING"),
        10 * Megabyte);

    private readonly SettableClock clock = new(DateTimeOffset.UnixEpoch);
    private readonly UploadGate gate;

    public UploadGateTests() => gate = new UploadGate(clock);

    public void Dispose() => gate.Dispose();

    [Fact]
    public async Task Four_uploads_of_one_byte_that_never_end_hold_no_turn()
    {
        using var end = new CancellationTokenSource();
        var slow = Enumerable.Range(0, 40).Select(i => Send($"slow-{i % 4}", new Wire(1, ended: false), end.Token)).ToList();

        Assert.Equal(Megabyte, await Send("amina", new Wire(Megabyte)).WaitAsync(TimeSpan.FromSeconds(10)));

        await end.CancelAsync();
        foreach (var one in slow)
        {
            await Assert.ThrowsAnyAsync<Exception>(() => one);
        }
    }

    [Fact]
    public async Task An_account_sends_one_file_at_a_time_and_each_of_them_arrives()
    {
        var (now, most) = (0, 0);
        var sent = Enumerable.Range(0, 12).Select(_ => gate.OneOf(
            "amina",
            async () =>
            {
                most = Math.Max(most, Interlocked.Increment(ref now));
                await Task.Delay(5);
                return Interlocked.Decrement(ref now);
            },
            CancellationToken.None));
        await Task.WhenAll(sent);
        Assert.Equal((0, 1), (now, most));
    }

    [Fact]
    public async Task More_files_of_one_account_than_anybody_sends_are_told_to_come_again()
    {
        var hold = new TaskCompletionSource<int>();
        var all = Enumerable.Range(0, 40).Select(_ => gate.OneOf("amina", () => hold.Task, CancellationToken.None)).ToList();

        Assert.Equal(8, all.Count(one => one.IsFaulted && one.Exception.InnerException is Refusal { Reason.Code: "UPLOADS_QUEUEING" }));
        Assert.False(all.Exists(one => one.IsCompletedSuccessfully));
        // Nobody else is told so.
        Assert.Equal(1, await gate.OneOf("tom", () => Task.FromResult(1), CancellationToken.None));
        hold.SetResult(1);
        await Task.WhenAll(all.Where(one => !one.IsFaulted));
    }

    [Fact]
    public async Task Files_that_stop_halfway_make_way_when_others_need_their_room()
    {
        using var end = new CancellationTokenSource();
        var wires = Enumerable.Range(0, 7).Select(_ => new Wire(9 * Megabyte, ended: false)).ToList();
        var halted = wires.Select((wire, i) => Send($"slow-{i}", wire, end.Token)).ToList();
        await Task.WhenAll(wires.Select(wire => wire.AllRead));

        // All of the room is taken, and nobody has been slow for long enough yet.
        var refusal = await Assert.ThrowsAsync<Refusal>(() => Send("amina", new Wire(9 * Megabyte)));
        Assert.Equal("UPLOADS_QUEUEING", refusal.Reason.Code);

        clock.Advance(TimeSpan.FromSeconds(16));
        Assert.Equal(9 * Megabyte, await Send("amina", new Wire(9 * Megabyte)).WaitAsync(TimeSpan.FromSeconds(10)));
        var gone = await Task.WhenAny(halted);
        Assert.Equal("UPLOAD_TOO_SLOW", (await Assert.ThrowsAsync<Refusal>(() => gone)).Reason.Code);
        await end.CancelAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => Task.WhenAll(halted));
    }

    [Fact]
    public async Task Pieces_of_one_byte_without_end_are_refused()
    {
        var refusal = await Assert.ThrowsAsync<Refusal>(() => Send("amina", new Wire(Megabyte, pieceBytes: 1)));
        Assert.Equal("UPLOAD_PIECE_OUT_OF_PLACE", Assert.Single(refusal.Fields).Reason.Code);
    }

    [Fact]
    public async Task A_file_comes_out_as_it_was_sent_whatever_its_pieces()
    {
        foreach (var (bytes, piece) in ((int, int)[])[(0, 10), (1, 1), (65_536, 65_536), (65_537, 1_000), (200_001, 64_000), (131_072, 7)])
        {
            var kept = await Upload.Take(
                gate, Amina, new AddVoiceRequest(), new Wire(bytes, pieceBytes: piece), (_, file) => Task.FromResult(file.ToArray()),
                CancellationToken.None);
            Assert.Equal(Wire.Bytes(bytes), kept);
        }
    }

    private static Caller Amina => Someone("amina");

    private static Caller Someone(string subject) => new(subject, "", new HashSet<Role>(), new HashSet<string>());

    private Task<int> Send(string subject, Wire wire, CancellationToken cancellation = default) => Upload.Take(
        gate, Someone(subject), new AddVoiceRequest(), wire, (_, file) => Task.FromResult(file.Length), cancellation);

    /// <summary>A file that comes in pieces, and after its last one ends or does not.</summary>
    private sealed class Wire(int bytes, bool ended = true, int pieceBytes = 64 * 1024) : IAsyncStreamReader<AddVoiceRequest>
    {
        private readonly TaskCompletionSource allRead = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int at;

        public Task AllRead => allRead.Task;

        public AddVoiceRequest Current { get; private set; } = new();

        public static byte[] Bytes(int count) => [.. Enumerable.Range(0, count).Select(i => (byte)(i % 251))];

        public async Task<bool> MoveNext(CancellationToken cancellationToken)
        {
            if (at == bytes)
            {
                allRead.TrySetResult();
                await Task.Delay(ended ? TimeSpan.Zero : Timeout.InfiniteTimeSpan, cancellationToken);
                return false;
            }

            var length = Math.Min(pieceBytes, bytes - at);
            var piece = new byte[length];
            for (var i = 0; i < length; i++)
            {
                piece[i] = (byte)((at + i) % 251);
            }

            at += length;
            Current = new AddVoiceRequest { Content = UnsafeByteOperations.UnsafeWrap(piece) };
            return true;
        }
    }
}
