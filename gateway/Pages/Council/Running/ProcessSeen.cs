using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Participatory.Gateway.Calls;
using Participatory.Words;
using Participatory.Operations.V1;

namespace Participatory.Gateway.Pages.Council.Running;

/// <summary>How one of the processes is, and the messages that wait in it for a person.</summary>
/// <param name="Key">What an address calls it: "voting".</param>
/// <param name="Vitals">Null where it does not answer.</param>
/// <param name="Parked">The oldest of them, as they are now.</param>
/// <param name="Problem">Why they cannot be listed, in a sentence; empty where they can.</param>
public sealed record ProcessSeen(string Key, ProcessVitals? Vitals, IReadOnlyList<ParkedMessage> Parked, string Problem)
{
    /// <summary>As many as are listed of each process; sending these again makes room for the next.</summary>
    private const int Listed = 50;

    private const long Gigabyte = 1_000_000_000;

    public string Name => Key switch
    {
        "proposals" => Words.Running.Proposals,
        "voting" => Words.Running.Voting,
        "grants" => Words.Running.Grants,
        "accountability" => Words.Running.Accountability,
        _ => Words.Running.People,
    };

    /// <summary>What went because its time was over; nothing where it cannot be asked.</summary>
    public IReadOnlyList<Removal> Removals { get; private init; } = [];

    /// <summary>How many wait: as they are now where all could be listed, and as they were seen last where not.</summary>
    public long Waiting => Problem.Length == 0 && Parked.Count < Listed ? Parked.Count : Vitals?.ParkedMessages ?? 0;

    /// <summary>Calls are answered, messages get away in time, and nothing waits for a person.</summary>
    public bool IsWell => Vitals is { Ready: true, BrokerConnected: true } && Waiting == 0
        && Vitals.OldestWaitingSeconds <= Platform.Running.Vitals.LongWait.TotalSeconds && !MailStandsStill;

    /// <summary>E-mails were tried in vain for a while, and none has got through since.</summary>
    public bool MailStandsStill => Vitals?.MailStillSeconds > Platform.Running.Vitals.LongWait.TotalSeconds;

    /// <summary>Asks one of the services.</summary>
    public static async Task<ProcessSeen> Ask(string service, OperationsClients clients, CancellationToken cancellation)
    {
        var client = clients.Of(service);
        ProcessVitals? vitals = null;
        try
        {
            vitals = await client.GetVitalsAsync(new GetVitalsRequest(), cancellationToken: cancellation);
            var parked = await client.ListParkedMessagesAsync(
                new ListParkedMessagesRequest { PageSize = Listed }, cancellationToken: cancellation);
            var removals = await client.GetRemovalsAsync(new GetRemovalsRequest(), cancellationToken: cancellation);
            return new ProcessSeen(service, vitals, parked.Messages, "") { Removals = removals.Removals };
        }
        catch (RpcException refusal) when (refusal.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded)
        {
            // That it does not answer is what the page is there to say.
            return new ProcessSeen(service, vitals, [], vitals is null ? "" : refusal.Status.Detail);
        }
    }

    /// <summary>What there is to say of it, a sentence each.</summary>
    public IEnumerable<string> Sentences(Say say)
    {
        if (Vitals is null)
        {
            yield return Words.Running.Silent;
            yield break;
        }

        yield return Vitals.DatabaseWritable ? Words.Running.DatabaseWell : Words.Running.DatabaseAway;
        yield return Vitals.BrokerConnected ? Words.Running.BrokerWell : Words.Running.BrokerAway;
        yield return Vitals.WaitingMessages == 0
            ? Words.Running.NoneWaiting
            : say.Count(Words.Running.Waiting, Vitals.WaitingMessages, Ago(say, Vitals.OldestWaitingSeconds));
        if (Vitals.QueuedMessages > 0)
        {
            yield return say.Count(Words.Running.Queued, Vitals.QueuedMessages);
        }

        if (MailStandsStill)
        {
            yield return say.Count(Words.Running.MailStandsStill, Vitals.WaitingMails, Ago(say, Vitals.MailStillSeconds));
        }

        if (Waiting > 0)
        {
            yield return say.Count(Words.Running.Parked, Waiting);
        }

        if (Vitals.FreeDiskBytes > 0)
        {
            yield return Vitals.FreeDiskBytes >= Gigabyte ? say.Fill(Words.Running.Disk, say.Number(Vitals.FreeDiskBytes / Gigabyte))
                : Words.Running.DiskLow;
        }

        if (Problem.Length > 0)
        {
            yield return Problem;
        }
    }

    /// <summary>When it was looked at; null where it does not answer.</summary>
    public Timestamp? SeenTime => Vitals?.SeenTime;

    private static string Ago(Say say, long seconds) => seconds switch
    {
        < 60 => say.Count(Words.Running.Seconds, seconds),
        < 3600 => say.Count(Words.Running.Minutes, seconds / 60),
        _ => say.TimeLeft(TimeSpan.FromSeconds(seconds)),
    };
}
