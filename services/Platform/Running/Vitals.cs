using System.Diagnostics.Metrics;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Participatory.Platform.Messaging;
using Participatory.Platform.Storage;
using Participatory.Platform.Telemetry;

namespace Participatory.Platform.Running;

/// <summary>
/// How the process is, looked at every <see cref="Interval"/>: whether its database can be written, whether messages get
/// away, how much disk is left. Health checks, figures and the officer's page all say what was seen here.
/// </summary>
public sealed class Vitals : IDisposable
{
    /// <summary>How often we look.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    /// <summary>Less than this on the disk of an embedded database, and the process is not ready.</summary>
    public const long LeastDiskBytes = 64L * 1024 * 1024;

    /// <summary>A message that has waited longer than this is a reason to look.</summary>
    public static readonly TimeSpan LongWait = TimeSpan.FromMinutes(5);

    private static readonly Sql Beat = new("UPDATE heartbeat SET beat_at = @now WHERE id = 1");

    private static readonly TimeSpan ForgetEvery = TimeSpan.FromHours(1);

    private readonly Database database;
    private readonly Bus bus;
    private readonly Retention retention;
    private readonly ILogger log;
    private readonly LookAtMail? lookAtMail;
    private readonly Meter meter = new(Metrics.Name);
    private readonly SemaphoreSlim turn = new(1, 1);
    private DateTimeOffset lastForgotten = DateTimeOffset.UtcNow;

    /// <summary>Begins to show the figures of <paramref name="database"/>.</summary>
    public Vitals(Database database, Bus bus, Retention retention, ILogger<Vitals> log, LookAtMail? lookAtMail = null)
    {
        this.lookAtMail = lookAtMail;
        this.database = database;
        this.bus = bus;
        this.retention = retention;
        this.log = log;
        meter.CreateObservableGauge(
            "participatory.outbox.oldest", () => Seen.Outbox.Oldest.TotalSeconds, "s", "How long the oldest unsent message has waited.");
        meter.CreateObservableGauge("participatory.outbox.waiting", () => Seen.Outbox.Waiting, "{message}", "Messages still to be sent.");
        meter.CreateObservableGauge(
            "participatory.outbox.parked", () => Seen.Outbox.Parked, "{message}", "Messages that could not be sent and wait for a person.");
        meter.CreateObservableGauge("participatory.queue.waiting", () => Seen.QueueWaiting, "{message}",
            "Messages at the broker for the consumers of this process.");
        meter.CreateObservableGauge(
            "participatory.queue.parked", () => Seen.QueueParked, "{message}", "Messages that the consumers of this process gave up.");
        meter.CreateObservableGauge("participatory.broker.connected", () => Seen.IsConnected ? 1
            : 0, description: "1 where messages can be sent.");
        if (lookAtMail is not null)
        {
            meter.CreateObservableGauge(
                "participatory.mail.waiting", () => Seen.Mail.Waiting, "{mail}", "E-mails that were tried in vain and are tried again.");
            meter.CreateObservableGauge(
                "participatory.mail.oldest", () => Seen.Mail.Oldest.TotalSeconds, "s", "How long e-mail has stood still.");
        }

        if (database.File is not null)
        {
            meter.CreateObservableGauge(
                "participatory.disk.free", () => Seen.FreeDiskBytes, "By", "Free disk where an embedded database lies.");
        }

        meter.CreateObservableGauge("participatory.database.writable", () => Seen.IsWritable ? 1
            : 0, description: "1 where the database could be written last time.");
    }

    /// <summary>What was seen last.</summary>
    public VitalSigns Seen { get; private set; } = new(
        IsWritable: true, IsConnected: false, long.MaxValue, new OutboxState(TimeSpan.Zero, 0, 0), 0, 0, DateTimeOffset.UtcNow);

    /// <summary>Looks again. One after the other, so that what was seen earlier never takes the place of what was seen later.</summary>
    public async Task Look(CancellationToken cancellation)
    {
        await turn.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            await LookNow(cancellation).ConfigureAwait(false);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        meter.Dispose();
        turn.Dispose();
    }

    private async Task LookNow(CancellationToken cancellation)
    {
        var (outbox, mail) = (Seen.Outbox, Seen.Mail);
        var isWritable = false;
        try
        {
            await using (var transaction = await database.Begin(cancellation).ConfigureAwait(false))
            {
                await transaction.Execute(Beat, new { now = DateTimeOffset.UtcNow }).ConfigureAwait(false);
                await transaction.Commit().ConfigureAwait(false);
            }

            isWritable = true;
            outbox = await Outbox.State(database, cancellation).ConfigureAwait(false);
            mail = lookAtMail is null ? WaitingMail.None : await lookAtMail(cancellation).ConfigureAwait(false);
            await Forget(cancellation).ConfigureAwait(false);
        }
        catch (System.Data.Common.DbException failure)
        {
            log.LogError(failure, "The database cannot be written");
        }

        var (waiting, parked) = await Queues(cancellation).ConfigureAwait(false);
        Seen = new VitalSigns(isWritable, bus.IsConnected, FreeDisk(), outbox, waiting, parked, DateTimeOffset.UtcNow)
        {
            Mail = mail,
        };
    }

    private async Task<(long Waiting, long Parked)> Queues(CancellationToken cancellation)
    {
        try
        {
            return await bus.Depth(cancellation).ConfigureAwait(false);
        }
        catch (BusAway)
        {
            // What was seen last is the best that is known; that the broker is away is said beside it.
            return (Seen.QueueWaiting, Seen.QueueParked);
        }
    }

    private async Task Forget(CancellationToken cancellation)
    {
        var now = DateTimeOffset.UtcNow;
        if (now - lastForgotten > ForgetEvery)
        {
            lastForgotten = now;
            await Kept.Forget(database, retention, now, cancellation).ConfigureAwait(false);
        }
    }

    private long FreeDisk() => database.File is { } file ? new DriveInfo(Path.GetDirectoryName(file)!).AvailableFreeSpace : long.MaxValue;
}

/// <param name="IsWritable">The database could be written.</param>
/// <param name="IsConnected">Messages can be sent.</param>
/// <param name="FreeDiskBytes">Where an embedded database lies; a database server looks after its own.</param>
/// <param name="QueueWaiting">Messages at the broker for the consumers of this process.</param>
/// <param name="QueueParked">Messages that they gave up.</param>
/// <param name="SeenAt">When this was seen.</param>
public sealed record VitalSigns(
    bool IsWritable, bool IsConnected, long FreeDiskBytes, OutboxState Outbox, long QueueWaiting, long QueueParked, DateTimeOffset SeenAt)
{
    /// <summary>Calls can be answered. A broker that is away is no reason to turn people away: messages wait.</summary>
    public bool IsReady => IsWritable && FreeDiskBytes >= Vitals.LeastDiskBytes;

    /// <summary>E-mails that people wait for; none but in the service that tells people.</summary>
    public WaitingMail Mail { get; init; } = WaitingMail.None;

    /// <summary>E-mails get through. Where they do not people are answered all the same, so that it is no reason to be unready.</summary>
    public bool IsMailing => Mail.Oldest <= Vitals.LongWait;

    /// <summary>Messages get away in time.</summary>
    public bool IsSending => Outbox.Oldest <= Vitals.LongWait;
}
