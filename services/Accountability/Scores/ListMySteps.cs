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
        var size = Math.Max(1, PageToken.Size(request.PageSize, normal: 100, max: 200) / Steps.InOrder.Count);
        var question = $"my-steps {caller.Subject} {request.RoundId} {request.ProjectId}";
        var after = PageToken.Read(request.PageToken, question, length: 2) ?? ["", ""];

        await using var session = await database.Read(cancellation);
        var ideas = await IdeaRow.LoadMine(session, caller.Subject, request.RoundId, request.ProjectId, (after[0], after[1]), size + 1);
        var given = await Given.Load(session, caller.Subject, request.RoundId);

        var answer = new ListMyStepsResponse
        {
            NextPageToken = ideas.Count > size ? PageToken.After(question, ideas[size - 1].RoundId, ideas[size - 1].ProjectId) : "",
        };
        answer.Steps.AddRange(
            from idea in ideas.Take(size)
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
            });
        return answer;
    }

    private static Given Of(IdeaRow idea, Step step, string kind) =>
        new() { RoundId = idea.RoundId, ProjectId = idea.ProjectId, Step = StateText.Of(step), Kind = kind };
}
