using System.Collections.Concurrent;
using Grpc.Core;
using Participatory.Access.V1;
using Participatory.Accountability.V1;
using Participatory.Grants.V1;
using Participatory.People.V1;
using Participatory.Platform.Identity;
using Participatory.Proposals.V1;
using Participatory.Voting.V1;
using Participatory.Words;

namespace Participatory.Gateway.Pages.Council;

/// <summary>Everything that waits for somebody at the council, asked of the services as this person.</summary>
public sealed class ToDo(
    ProposalsService.ProposalsServiceClient proposals,
    VotingService.VotingServiceClient voting,
    GrantsService.GrantsServiceClient grants,
    AccountabilityService.AccountabilityServiceClient accountability,
    PeopleService.PeopleServiceClient people,
    Bell bell,
    Say say)
{
    /// <summary>What a page waits for its bell at most.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <returns>What waits for this person, and what for others.</returns>
    public async Task<(IReadOnlyList<Waiting> Mine, IReadOnlyList<Waiting> OfOthers)> Find(Caller caller, CancellationToken cancellation)
    {
        var roles = caller.Is(Role.Administrator) ? StaffWaiting.Find(people, say, cancellation)
            : Task.FromResult<IReadOnlyList<Waiting>>([]);
        if (!caller.Is(Role.Officer) && !caller.Is(Role.Finance))
        {
            var waiting = (await roles).ToLookup(one => caller.Is(one.For) && !one.Mine);
            bell.Keep(caller.Subject, waiting[true].Count());
            return ([.. waiting[true]], [.. waiting[false]]);
        }

        var rounds = RoundsWaiting.Find(proposals, voting, grants, caller, say, cancellation);
        var money = MoneyWaiting.Find(grants, caller.Is(Role.Finance), bell.Now, say, cancellation);
        // Only officers may see who was asked for a story, and what waits for a decision of theirs.
        var stories = OfOfficers(() => StoriesWaiting.Find(accountability, say, cancellation));
        var words = OfOfficers(() => WordsWaiting.Find(proposals, accountability, say, cancellation));
        var asked = OfOfficers(() => EnquiriesWaiting.Find(proposals, say, cancellation));
        var groups = OfOfficers(() => GroupsWaiting.Find(people, say, cancellation));
        var reminders = OfOfficers(() => RemindersWaiting.Find(proposals, say, cancellation));
        var answers = AnswersWaiting.Find(proposals, grants, accountability, caller, bell.Now, say, cancellation);
        var all = (await Task.WhenAll(words, groups, asked, rounds, money, stories, answers, reminders, roles))
            .SelectMany(waiting => waiting).ToLookup(waiting => caller.Is(waiting.For) && !waiting.Mine);
        bell.Keep(caller.Subject, all[true].Count());
        return ([.. all[true]], [.. all[false]]);

        Task<IReadOnlyList<Waiting>> OfOfficers(Func<Task<IReadOnlyList<Waiting>>> find) =>
            caller.Is(Role.Officer) ? find() : Task.FromResult<IReadOnlyList<Waiting>>([]);
    }

    /// <summary>
    /// How many things wait for this person, for the top of every page: as the last look knew it. One that is older than
    /// <see cref="Bell.Fresh"/> is looked at anew on the council's pages, and on no other.
    /// </summary>
    /// <returns>Null where it is not known; no page falls with its bell.</returns>
    public async Task<int?> Count(Caller caller, PathString path, CancellationToken cancellation)
    {
        if (bell.CountFor(caller.Subject) is not null || !path.StartsWithSegments(CouncilLinks.Start, StringComparison.Ordinal))
        {
            return bell.LastCountFor(caller.Subject);
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        try
        {
            return (await Find(caller, patience.Token)).Mine.Count;
        }
        catch (Exception failure) when (failure is RpcException or OperationCanceledException)
        {
            // The page that is asked for says itself what it cannot reach.
            return bell.LastCountFor(caller.Subject);
        }
    }
}

/// <summary>How many things waited for whom when somebody last looked. Numbers only, and only in memory.</summary>
public sealed class Bell(TimeProvider clock)
{
    /// <summary>As long as a count is taken as it is.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);

    /// <summary>As long as it is shown at all.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(15);

    /// <summary>A council has a few dozen officers; more subjects than this are forgotten all at once.</summary>
    private const int Most = 2_000;

    private readonly ConcurrentDictionary<string, (int Count, DateTimeOffset At)> counts = new(StringComparer.Ordinal);

    /// <summary>When somebody looks.</summary>
    public DateTimeOffset Now => clock.GetUtcNow();

    public void Keep(string subject, int count)
    {
        if (counts.Count >= Most)
        {
            counts.Clear();
        }

        counts[subject] = (count, clock.GetUtcNow());
    }

    /// <summary>Something was done: the next page of the council looks anew.</summary>
    public void Forget(string subject) => counts.TryRemove(subject, out _);

    /// <returns>Null where nobody has looked lately.</returns>
    public int? CountFor(string subject) => Read(subject, Fresh);

    /// <inheritdoc cref="CountFor"/>
    public int? LastCountFor(string subject) => Read(subject, Kept);

    private int? Read(string subject, TimeSpan within) =>
        counts.TryGetValue(subject, out var kept) && clock.GetUtcNow() - kept.At < within ? kept.Count : null;
}
