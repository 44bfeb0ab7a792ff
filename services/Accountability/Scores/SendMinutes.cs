using Participatory.Accountability.Ideas;
using Participatory.Accountability.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.Accountability.Scores;

/// <summary>A group says how long a step took it, by its own estimate, once. It is kept without its name.</summary>
internal sealed class SendMinutes(Database database)
{
    private static readonly long MaxMinutes = FieldLimits.MostOf(SendMinutesRequest.Descriptor, "minutes");

    private static readonly Sql Insert = new("""
        INSERT INTO minutes_taken (minutes_id, round_id, step, minutes) VALUES (@MinutesId, @RoundId, @Step, @Minutes)
        """);

    public async Task<SendMinutesResponse> Handle(SendMinutesRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields()
            .RequestId(request.RequestId)
            .Id("round_id", request.RoundId)
            .Code("project_id", request.ProjectId)
            .KnownStep(request.Step)
            .Require(request.Minutes >= 1 && request.Minutes <= MaxMinutes, "minutes", AccountabilityReasons.MinutesWrong,
                ("max", MaxMinutes))
            .Check();

        await using var transaction = await database.Begin(cancellation);
        var idea = Steps.Decide(await IdeaRow.LoadOrNull(transaction, request.RoundId, request.ProjectId), request.Step, caller.Subject);
        if (!await Given.IsFirst(transaction, idea.RoundId, idea.ProjectId, request.Step, GivenKinds.Minutes))
        {
            return new SendMinutesResponse { KnownBefore = true };
        }

        await transaction.Execute(Insert, new
        {
            MinutesId = Guid.NewGuid().ToString(),
            request.RoundId,
            Step = StateText.Of(request.Step),
            request.Minutes,
        });
        await transaction.Commit();
        return new SendMinutesResponse();
    }
}
