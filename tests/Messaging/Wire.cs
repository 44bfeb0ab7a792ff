using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Participatory.Tests.Messaging;

/// <summary>
/// The network between a process and its broker. It can be cut, and the broker can be made to greet and then to say nothing more.
/// </summary>
internal sealed class Wire : IAsyncDisposable
{
    private const int FrameHeader = 7;

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentBag<TcpClient> ends = [];
    private readonly ConcurrentBag<Task> copying = [];
    private readonly CancellationTokenSource closing = new();
    private readonly Uri broker;
    private readonly Task accepting;
    private int silenced;

    public Wire(Uri broker)
    {
        this.broker = broker;
        listener.Start();
        accepting = Accept();
    }

    /// <summary>The broker, as seen through this.</summary>
    public Uri Url => new UriBuilder(broker) { Port = ((IPEndPoint)listener.LocalEndpoint).Port }.Uri;

    /// <summary>
    /// From which connection on, counted from the next, the broker only greets: it takes the connection and answers nothing about queues,
    /// as when it is starting on a busy machine.
    /// </summary>
    public int GreetsOnlyAfter { get; set; } = int.MaxValue;

    /// <summary>How many connections were left without an answer.</summary>
    public int Silenced => Volatile.Read(ref silenced);

    /// <summary>Cuts what is connected.</summary>
    public void Cut()
    {
        while (ends.TryTake(out var end))
        {
            end.Dispose();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        Cut();
        await accepting;
        await Task.WhenAll(copying);
        Cut();
        listener.Dispose();
        closing.Dispose();
    }

    private async Task Accept()
    {
        while (!closing.IsCancellationRequested)
        {
            try
            {
                var near = await listener.AcceptTcpClientAsync(closing.Token);
                var far = new TcpClient();
                ends.Add(near);
                ends.Add(far);
                await far.ConnectAsync(broker.Host, broker.Port, closing.Token);
                copying.Add(Copy(near, far, (from, to) => from.CopyToAsync(to, closing.Token)));
                copying.Add(Copy(far, near, GreetsOnlyAfter-- > 0 ? (from, to) => from.CopyToAsync(to, closing.Token) : Greet));
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    /// <summary>Lets pass what concerns the connection itself (channel 0), up to the first answer about anything else.</summary>
    private async Task Greet(NetworkStream from, NetworkStream to)
    {
        var header = new byte[FrameHeader];
        while (true)
        {
            await from.ReadExactlyAsync(header, closing.Token);
            if (BinaryPrimitives.ReadUInt16BigEndian(header.AsSpan(1)) != 0)
            {
                Interlocked.Increment(ref silenced);
                await from.CopyToAsync(Stream.Null, closing.Token);
                return;
            }

            var rest = new byte[BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(3)) + 1];
            await from.ReadExactlyAsync(rest, closing.Token);
            await to.WriteAsync((byte[])[.. header, .. rest], closing.Token);
        }
    }

    private static async Task Copy(TcpClient from, TcpClient to, Func<NetworkStream, NetworkStream, Task> copy)
    {
        try
        {
            await copy(from.GetStream(), to.GetStream());
        }
        catch (Exception over)
            when (over is IOException or ObjectDisposedException or InvalidOperationException or OperationCanceledException)
        {
            // It has been cut, by this or by either side.
        }

        from.Dispose();
        to.Dispose();
    }
}
