using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Voting.Polls;
using Participatory.Voting.V1;

namespace Participatory.Voting.Letters;

/// <summary>A second person agrees that codes are handed over. That two staff accounts are two people, People sees to.</summary>
internal sealed class AgreeToLetters(Database database, TimeProvider clock)
{
    private static readonly Sql Update = new("""
        UPDATE letter_export SET state = @State, agreed_by = @AgreedBy, agreed_as = @AgreedAs, agreed_at = @AgreedAt
        WHERE poll_id = @PollId AND export_id = @ExportId AND state = 'ASKED'
        """);

    public async Task<LetterExport> Handle(AgreeToLettersRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Id("poll_id", request.PollId).Id("export_id", request.ExportId).Check();
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, LetterExport.Parser) is { } before)
        {
            return before;
        }

        var poll = await StoredPoll.Load(transaction, await PollRow.Lock(transaction, request.PollId));
        var export = await LetterExportRow.Load(transaction, request.PollId, request.ExportId);
        var agreed = Decide(poll, export, caller, clock.GetUtcNow());
        if (await transaction.Execute(Update, agreed) != 1)
        {
            throw new InvalidOperationException($"The letters {export.ExportId} changed while their poll was locked.");
        }

        var answer = agreed.ToMessage(caller);
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }

    /// <summary>The same with who agreed: somebody else than who asked, once, as long as people can vote.</summary>
    /// <exception cref="Refusal">One of these does not hold.</exception>
    internal static LetterExportRow Decide(StoredPoll poll, LetterExportRow export, Caller caller, DateTimeOffset now)
    {
        LetterRules.Require(poll, now);
        if (!caller.MayActIn(export.AreaCode))
        {
            throw new Refusal(VotingReasons.AreaNotYours);
        }

        if (export.StateNow != LetterExportState.Asked)
        {
            throw new Refusal(VotingReasons.LettersAgreed);
        }

        if (export.AskedBy == caller.Subject)
        {
            throw new Refusal(VotingReasons.LettersSecondPerson);
        }

        return export with
        {
            State = StateText.Of(LetterExportState.Agreed),
            AgreedBy = caller.Subject,
            AgreedAs = caller.ShownAs,
            AgreedAt = now,
        };
    }
}
