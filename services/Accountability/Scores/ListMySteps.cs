using Google.Protobuf.Collections;
using Participatory.Accountability.Ideas;
using Participatory.Accountability.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.Accountability.Scores;

/// <summary>The steps that the caller's ideas have behind them, and which of them we have been told about.</summary>
internal sealed class ListMySteps(Database database)
{
    public async Task<ListMyStepsResponse> Handle(ListMyStepsRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().Id("round_id", request.RoundId, required: false).Code("project_id", request.ProjectId, required: false).Check();
        // Each idea has up to five steps, and they stay on one page.
        var asked = Math.Min(request.PageSize, Math.Max(1, request.PageSize / Steps.InOrder.Count));
        var question = $"my-steps {caller.Subject} {request.RoundId} {request.ProjectId}";
        var page = Page.Of(asked, request.PageToken, question, PageKey.First, normal: 20, max: 40);
        var after = page.Id.Split('\n') is [var round, var project] ? (round, project) : ("", "");

        await using var session = await database.Read(cancellation);
        var ideas = await IdeaRow.LoadMine(session, caller.Subject, request.RoundId, request.ProjectId, after, page.Count);
        var given = await Given.Load(session, caller.Subject, request.RoundId);

        var byIdea = new RepeatedField<ListMyStepsResponse>();
        var next = page.Fill(byIdea, ideas, idea => PageKey.Of($"{idea.RoundId}\n{idea.ProjectId}"), idea => StepsOf(idea, given));
        return new ListMyStepsResponse { Steps = { byIdea.SelectMany(idea => idea.Steps) }, NextPageToken = next };
    }

    private static ListMyStepsResponse StepsOf(IdeaRow idea, IReadOnlySet<Given> given) => new()
    {
        Steps =
        {
            from step in Steps.InOrder
            where Steps.IsBehind(idea, step)
            select new MyStep
            {
                RoundId = idea.RoundId,
                ProjectId = idea.ProjectId,
                Title = idea.Title,
                Step = step,
                Scored = given.Contains(Of(idea, step, GivenKinds.Score)),
                Timed = given.Contains(Of(idea, step, GivenKinds.Minutes)),
            },
        },
    };

    private static Given Of(IdeaRow idea, Step step, string kind) =>
        new() { RoundId = idea.RoundId, ProjectId = idea.ProjectId, Step = StateText.Of(step), Kind = kind };
}
