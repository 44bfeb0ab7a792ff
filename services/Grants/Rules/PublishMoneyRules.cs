using Participatory.Grants.Awards;
using Participatory.Grants.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.Grants.Rules;

/// <summary>Says, before anybody votes, whom to ask, how long an offer stands, and what part of the money is for whom.</summary>
internal sealed class PublishMoneyRules(Database database, TimeProvider clock)
{
    private static readonly int MostFences = FieldLimits.CountOf(MoneyRules.Descriptor, "ring_fences");
    private static readonly long MostDays = FieldLimits.MostOf(MoneyRules.Descriptor, "answer_within_days");
    private static readonly long MostPercent = FieldLimits.MostOf(RingFence.Descriptor, "percentage");

    // Two officers at once, one after the other: what one deletes the other would find gone.
    private static readonly Sql DeleteFences = new("DELETE FROM ring_fence WHERE round_id = @RoundId");

    private static readonly Sql DeleteRules = new("DELETE FROM money_rules WHERE round_id = @RoundId");

    private static readonly Sql InsertRules = new("""
        INSERT INTO money_rules (round_id, contact, answer_within_days, part_at_least, set_as, set_by, set_at)
        VALUES (@RoundId, @Contact, @AnswerWithinDays, @PartAtLeast, @SetAs, @Subject, @SetAt)
        """);

    private static readonly Sql InsertFence = new("""
        INSERT INTO ring_fence (round_id, place, mark, title, least_minor, least_share, whole_round)
        VALUES (@RoundId, @place, @Mark, @Title, @leastMinor, @leastShare, @WholeRound)
        """);

    public async Task<MoneyRules> Handle(PublishMoneyRulesRequest request, Caller caller, CancellationToken cancellation)
    {
        var asked = request.Rules ?? new MoneyRules();
        Validate(request.RequestId, asked);
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, MoneyRules.Parser) is { } before)
        {
            return before;
        }

        var now = clock.GetUtcNow();
        await MoneyRulesRow.Hold(transaction, asked.RoundId);
        var rules = Decide(asked, await RoundTerms.LoadOrNull(transaction, asked.RoundId), caller, now);
        await transaction.Execute(DeleteFences, new { asked.RoundId });
        await transaction.Execute(DeleteRules, new { asked.RoundId });
        await transaction.Execute(InsertRules, new
        {
            rules.RoundId, rules.Contact, rules.AnswerWithinDays, rules.PartAtLeast, rules.SetAs,
            caller.Subject, rules.SetAt
        });
        foreach (var (place, fence) in asked.RingFences.Index())
        {
            await transaction.Execute(InsertFence, new
            {
                asked.RoundId,
                place,
                fence.Mark,
                Title = fence.Title.Trim(),
                leastMinor = fence.Amount?.AmountMinor,
                leastShare = fence.HasPercentage ? fence.Percentage : (int?)null,
                fence.WholeRound,
            });
        }

        var answer = await MoneyRulesRow.LoadMessage(transaction, asked.RoundId, now);
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }

    private static void Validate(string requestId, MoneyRules asked)
    {
        var fields = new Fields()
            .RequestId(requestId)
            .Id("rules.round_id", asked.RoundId)
            .Text("rules.contact", asked)
            .Require(asked.AnswerWithinDays == 0 || (asked.AnswerWithinDays >= 7 && asked.AnswerWithinDays <= MostDays),
                "rules.answer_within_days", GrantsReasons.AnswerDaysWrong, ("max", MostDays))
            .Number("rules.part_at_least", asked, GrantsReasons.PartWrong)
            .Require(asked.RingFences.Count <= MostFences, "rules.ring_fences", GrantsReasons.FencesTooMany, ("max", MostFences));
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (at, fence) in asked.RingFences.Index())
        {
            var name = $"rules.ring_fences[{at}]";
            fields.Id($"{name}.mark", fence.Mark)
                .Require(seen.Add(fence.Mark), $"{name}.mark", GrantsReasons.MarkTwice)
                .Text($"{name}.title", fence)
                .Require(fence.LeastCase != RingFence.LeastOneofCase.None, name, GrantsReasons.FenceWithoutLeast)
                .Require(!fence.HasPercentage || (fence.Percentage >= 1 && fence.Percentage <= MostPercent), $"{name}.percentage",
                    GrantsReasons.PercentageWrong, ("max", MostPercent));
            if (fence.Amount is not null)
            {
                fields.Amount($"{name}.amount", fence.Amount);
            }
        }

        fields.Check();
    }

    /// <summary>The rules as they are kept, with the usual numbers where none are named.</summary>
    /// <exception cref="Refusal">Voting has begun, some areas are others', or an amount is in another currency.</exception>
    internal static MoneyRulesRow Decide(MoneyRules asked, RoundTerms? round, Caller caller, DateTimeOffset now)
    {
        MoneyRulesRow.RefuseOnceVoting(round, now);
        if (round is null ? caller.Areas.Count > 0 : !round.Areas.All(caller.MayActIn))
        {
            throw new Refusal(GrantsReasons.WholeRoundOnly, field: "rules.round_id");
        }

        var fields = new Fields();
        foreach (var (at, fence) in asked.RingFences.Index().Where(one => one.Item.Amount is not null))
        {
            fields.Amount($"rules.ring_fences[{at}].amount", fence.Amount, round?.Currency);
        }

        fields.Check();
        return new MoneyRulesRow
        {
            RoundId = asked.RoundId,
            Contact = asked.Contact.Trim(),
            AnswerWithinDays = asked.AnswerWithinDays == 0 ? MoneyRulesRow.UsualAnswerWithinDays : asked.AnswerWithinDays,
            PartAtLeast = asked.PartAtLeast == 0 ? MoneyRulesRow.UsualPartAtLeast : asked.PartAtLeast,
            SetAs = caller.ShownAs,
            SetAt = now,
        };
    }
}
