using Google.Protobuf.WellKnownTypes;
using Participatory.Access.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Moderation;
using Participatory.Platform.Storage;
using Participatory.Types.V1;
using Participatory.Voting.Extensions;
using Participatory.Voting.Log;
using Participatory.Voting.Registrations;
using Participatory.Voting.V1;

namespace Participatory.Voting.Polls;

/// <summary>A poll with its contests, projects and decisions.</summary>
internal sealed record StoredPoll(PollRow Row, IReadOnlyList<ContestRow> Contests, IReadOnlyList<ProjectRow> Projects,
    IReadOnlyList<DecisionRow> Decisions, IReadOnlyList<ObservationRow> Observations, TermsRow? Registration, ExtensionRow? Extension)
{
    private static readonly Sql SelectContests = new("""
        SELECT area_code, area_name, budget_minor, voters, ballots, not_counted, in_batches FROM contest WHERE poll_id = @PollId
        ORDER BY position
        """);

    private static readonly Sql SelectProjects = new("""
        SELECT area_code, position, project_id, title, cost_minor FROM project WHERE poll_id = @PollId ORDER BY area_code, position
        """);

    private static readonly Sql SelectDecisions = new("""
        SELECT state, decided_at, decided_by, reason FROM poll_decision WHERE poll_id = @PollId ORDER BY CASE state WHEN 'OPEN'
        THEN 1 ELSE 2 END
        """);

    private static readonly Sql SelectObservations = new("""
        SELECT shown_at, shown_by, first_observer, second_observer FROM observation WHERE poll_id = @PollId ORDER BY shown_at, request_id
        """);

    /// <summary>Reads what hangs on <paramref name="row"/>.</summary>
    public static async Task<StoredPoll> Load(Session session, PollRow row) => new(
        row,
        await session.Many<ContestRow>(SelectContests, new { row.PollId }),
        await session.Many<ProjectRow>(SelectProjects, new { row.PollId }),
        await session.Many<DecisionRow>(SelectDecisions, new { row.PollId }),
        await session.Many<ObservationRow>(SelectObservations, new { row.PollId }),
        await TermsRow.Load(session, row.PollId),
        await ExtensionRow.LoadLastOrNull(session, row.PollId))
    {
        Hidden = await HiddenTitle.Load(session, row.PollId),
    };

    /// <summary>Of which projects the titles are not shown: the paper keeps them as they were when people voted.</summary>
    public IReadOnlyDictionary<string, Hiding> Hidden { get; init; } = new Dictionary<string, Hiding>();

    /// <summary>How many ballots there are in all contests.</summary>
    public long Ballots => Contests.Sum(contest => contest.Ballots);

    /// <summary>How many people are on the roll.</summary>
    public long Voters => Contests.Sum(contest => contest.Voters);

    /// <summary>The projects of a contest in the order of the ballot paper.</summary>
    public IEnumerable<ProjectRow> ProjectsOf(ContestRow contest) => Projects.Where(project => project.AreaCode == contest.AreaCode);

    /// <summary>The ballot papers by area.</summary>
    public IReadOnlyDictionary<string, BallotPaper> Papers()
    {
        var projects = Projects.ToLookup(project => project.AreaCode, StringComparer.Ordinal);
        return Contests.ToDictionary(contest => contest.AreaCode, contest => new BallotPaper(contest, [.. projects[contest.AreaCode]]),
            StringComparer.Ordinal);
    }

    /// <summary>Refuses an officer who may not act in all of the poll's areas.</summary>
    /// <exception cref="Refusal">Some areas are others'.</exception>
    public void RequireAllAreas(Caller caller)
    {
        if (!Contests.All(contest => caller.MayActIn(contest.AreaCode)))
        {
            throw new Refusal(VotingReasons.AreasNotYours);
        }
    }

    /// <summary>Refuses to keep voting open for longer unless people vote now and it was not kept open before.</summary>
    /// <exception cref="Refusal">Some areas are others', voting is not open, or its end was moved once.</exception>
    public void RequireExtensible(Caller caller, DateTimeOffset now)
    {
        RequireAllAreas(caller);
        if (!Row.IsOpen(now))
        {
            throw new Refusal(Row.StateNow == PollState.Scheduled ? VotingReasons.ExtensionTooEarly : VotingReasons.ExtensionTooLate);
        }

        if (Extension?.StateNow == ExtensionState.Agreed)
        {
            throw new Refusal(VotingReasons.ExtendedBefore);
        }
    }

    /// <summary>As the world sees it.</summary>
    public Poll ToMessage(LogKey key, Caller? caller = null)
    {
        var poll = new Poll
        {
            PollId = Row.PollId,
            Title = Row.Title,
            State = Row.StateNow,
            VoteType = Row.VoteType,
            MinLength = Row.MinLength,
            MaxLength = Row.MaxLength,
            Rule = Row.RuleName,
            Utility = Row.Utility,
            Ties = Row.TieOrder,
            MinVotes = Row.MinVotes,
            Currency = Row.Currency,
            OpenTime = Row.OpensAt.ToTimestamp(),
            CloseTime = Row.ClosesAt.ToTimestamp(),
            ImportedFrom = Row.ImportedFrom,
            FrozenHash = Row.FrozenHash,
            MaxSumPoints = Row.MaxSumPoints,
            MaxPoints = Row.MaxPoints,
            LogKey = key.Verifier,
            LogOrigin = key.OriginOf(Row.PollId),
            Registration = Registration?.ToMessage(),
            Extension = Extension?.ToMessage(caller),
        };
        var papers = Papers();
        poll.Contests.AddRange(Contests.Select(contest => ToMessage(contest, papers[contest.AreaCode], caller)));
        poll.Decisions.AddRange(Decisions.Select(decision => new Decision
        {
            State = StateText.Read<PollState>(decision.State),
            Time = decision.DecidedAt.ToTimestamp(),
            DecidedBy = decision.DecidedBy,
            Reason = decision.Reason,
        }));
        poll.Observations.AddRange(Observations.Select(observation => new Observation
        {
            Time = observation.ShownAt.ToTimestamp(),
            ShownBy = observation.ShownBy,
            Observers = { observation.FirstObserver, observation.SecondObserver },
        }));
        return poll;
    }

    private Contest ToMessage(ContestRow contest, BallotPaper paper, Caller? caller)
    {
        // Officers type in ballots from paper, on which the title is printed.
        var sees = caller?.Is(Role.Officer) == true && caller.MayActIn(contest.AreaCode);
        var message = new Contest
        {
            AreaCode = contest.AreaCode,
            AreaName = contest.AreaName,
            Budget = new Money { AmountMinor = contest.BudgetMinor, Currency = Row.Currency },
            Voters = contest.Voters,
            Ballots = Row.StateNow == PollState.Open && !Row.IsImported ? Turnout.WhileOpen(contest.Ballots) : contest.Ballots,
            MinLength = paper.Fewest(Row),
            NotCounted = Row.StateNow == PollState.Open ? 0 : contest.NotCounted,
            LettersInBatches = contest.InBatches,
        };
        if (paper.MostCostMinor(Row) is { } most)
        {
            message.MaxSumCost = new Money { AmountMinor = most, Currency = Row.Currency };
        }

        message.Projects.AddRange(paper.Projects.Select(project => new Project
        {
            ProjectId = project.ProjectId,
            Title = sees || !Hidden.ContainsKey(project.ProjectId) ? project.Title : "",
            Hiding = Hidden.GetValueOrDefault(project.ProjectId),
            Cost = new Money { AmountMinor = project.CostMinor, Currency = Row.Currency },
        }));
        return message;
    }
}

/// <summary>The vote in one area.</summary>
internal sealed record ContestRow
{
    public string AreaCode { get; init; } = "";
    public string AreaName { get; init; } = "";
    public long BudgetMinor { get; init; }
    public long Voters { get; init; }
    public long Ballots { get; init; }
    public long NotCounted { get; init; }
    public long InBatches { get; init; }
}

/// <summary>A project on the ballot paper.</summary>
internal sealed record ProjectRow
{
    public string AreaCode { get; init; } = "";
    public int Position { get; init; }
    public string ProjectId { get; init; } = "";
    public string Title { get; init; } = "";
    public long CostMinor { get; init; }
}

/// <summary>An opening or a closing; <see cref="DecidedBy"/> is empty where the clock decided.</summary>
internal sealed record DecisionRow
{
    public string State { get; init; } = "";
    public DateTimeOffset DecidedAt { get; init; }
    public string DecidedBy { get; init; } = "";
    public string Reason { get; init; } = "";
}

/// <summary>Two people who were shown all ballots.</summary>
internal sealed record ObservationRow
{
    public DateTimeOffset ShownAt { get; init; }
    public string ShownBy { get; init; } = "";
    public string FirstObserver { get; init; } = "";
    public string SecondObserver { get; init; } = "";
}
