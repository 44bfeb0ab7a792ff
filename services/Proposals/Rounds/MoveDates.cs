using Participatory.Contracts.Proposals;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Rounds;

/// <summary>An officer moves dates of a round that have not come, and says why.</summary>
internal sealed class MoveDates(Database database, TimeProvider clock)
{
    private static readonly Sql Update = new("""
        UPDATE round SET listening_from = @ListeningFrom, accepting_from = @AcceptingFrom, reviewing_from = @ReviewingFrom,
            balloting_from = @BallotingFrom, finished_from = @FinishedFrom
        WHERE round_id = @RoundId AND phase = @Phase
        """);

    public async Task<Round> Handle(MoveDatesRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Id("round_id", request.RoundId).Dates("dates", request.Dates).Text("reason", request)
            .Check();
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, Round.Parser) is { } before)
        {
            return before;
        }

        var round = await RoundRow.Lock(transaction, request.RoundId);
        var areas = await AreaRow.Load(transaction, [round.RoundId]);
        var earlier = await DateChangeRow.Load(transaction, [round.RoundId]);
        var (moved, changes) = Decide(round, areas, request, earlier, caller, clock.Now());
        if (await transaction.Execute(Update, moved) != 1)
        {
            throw new InvalidOperationException($"The round {round.RoundId} moved on while its row was held.");
        }

        foreach (var change in changes)
        {
            await change.Record(transaction);
        }

        foreach (var some in await Proposers.OfRound(transaction, round.RoundId))
        {
            var last = changes[^1];
            await transaction.Publish(new DatesMoved(
                round.RoundId, round.Title, last.Number, last.Reason, last.DecidedBy, last.DecidedAt, some));
        }

        var answer = await RoundView.Load(transaction, round.RoundId);
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }

    /// <summary>The round with its new dates, and what of it stays on record.</summary>
    /// <param name="earlier">What was moved before, oldest first.</param>
    /// <exception cref="Refusal">Some areas are others', the paper is out, a date has come or would have, nothing moves, or it moved too
    /// often.</exception>
    internal static (RoundRow Moved, IReadOnlyList<DateChangeRow> Changes) Decide(
        RoundRow round, IEnumerable<AreaRow> areas, MoveDatesRequest request, IReadOnlyList<DateChangeRow> earlier, Caller caller,
        DateTimeOffset now)
    {
        caller.MustActIn(areas.Select(area => area.AreaCode));
        Phases.CheckAllowsMoving(round.PhaseNow);
        RoundChanges.CheckRoom(earlier.Select(change => change.Reason));
        var number = DateChangeRow.NextNumber(earlier);
        var moved = round.WithDates(request.Dates);
        var fields = new Fields();
        List<DateChangeRow> changes = [];
        foreach (var phase in StateText.All<Phase>())
        {
            var (begins, was, becomes) = (StateText.Read<Phase>(phase), round.Begins(phase), moved.Begins(phase));
            if (was == becomes)
            {
                continue;
            }

            var field = $"dates.{phase.ToLowerInvariant()}_from";
            var isAhead = begins > round.PhaseNow && was > now;
            fields.Require(isAhead, field, ProposalsReasons.DateHasCome, ("date", was))
                .Require(!isAhead || becomes > now, field, ProposalsReasons.DateIsPast);
            changes.Add(new DateChangeRow
            {
                RoundId = round.RoundId, Number = number, Phase = phase, Was = was, Became = becomes, DecidedAt = now,
                DecidedBy = caller.Signature(), Reason = request.Reason,
            });
        }

        fields.Check();
        return changes.Count > 0 ? (moved, changes) : throw new Refusal(ProposalsReasons.NothingMoved, field: "dates");
    }
}
