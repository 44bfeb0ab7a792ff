using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Participatory.Accountability.V1;

namespace Participatory.Standalone.Demo;

/// <summary>Groups say how it was with the council and how long it took; the council promises, keeps and replies.</summary>
internal static class AnsweringBack
{
    private static readonly string[] Remarks =
    [
        "Somebody rang us back the same day.", "", "The form asked the same thing twice.",
        "We could talk to a person, and that person knew the street.", "", "It was all quite quick.",
        "", "We had to wait on the phone for a while.", "",
    ];

    public static Task Play(Script script, Doors doors, Stages stages, CancellationToken cancellation) =>
        // Behind a published election there are no groups to ask.
        script.ImportedFrom.Length > 0
            ? Task.CompletedTask
            : stages.Play("Groups say how it was, the council answers", 4, async step =>
            {
                var steps = await doors.Volunteer.Accountability.ListMyStepsAsync(
                    new ListMyStepsRequest { RoundId = script.RoundId, PageSize = 200 }, cancellationToken: cancellation);
                foreach (var (at, one) in steps.Steps.Where(one => one.Step is Step.Proposing or Step.Money).Index())
                {
                    await Say(script, doors, one, at, cancellation);
                }

                step();
                await Tag(script, doors, cancellation);
                step();
                await Promise(script, doors, cancellation);
                step();
                await Reply(script, doors, cancellation);
                step();
            });

    private static async Task Say(Script script, Doors doors, MyStep step, int at, CancellationToken cancellation)
    {
        await doors.Volunteer.Accountability.SendScoreAsync(new SendScoreRequest
        {
            RequestId = script.Id($"score/{step.ProjectId}/{step.Step}"),
            RoundId = step.RoundId,
            ProjectId = step.ProjectId,
            Step = step.Step,
            Score = new Score
            {
                ListenedTo = 3 + (at % 3), Trusted = 4 + (at % 2), Equal = 2 + (at % 4), WorthOurTime = 3 + (at % 2),
                Why = at < Remarks.Length ? Remarks[at] : ""
            },
        }, cancellationToken: cancellation);
        await doors.Volunteer.Accountability.SendMinutesAsync(new SendMinutesRequest
        {
            RequestId = script.Id($"minutes/{step.ProjectId}/{step.Step}"),
            RoundId = step.RoundId,
            ProjectId = step.ProjectId,
            Step = step.Step,
            Minutes = 15 + (at * 5 % 40),
        }, cancellationToken: cancellation);
    }

    private static async Task Tag(Script script, Doors doors, CancellationToken cancellation)
    {
        var stories = await doors.Anyone.Accountability.ListStoriesAsync(
            new ListStoriesRequest { RoundId = script.RoundId, PageSize = 20 }, cancellationToken: cancellation);
        foreach (var story in stories.Stories)
        {
            var request = new TagStoryRequest
            {
                RequestId = script.Id($"tag/{story.ReportId}"), ReportId = story.ReportId,
                Quotation = FirstSentence(story.Words)
            };
            request.Themes.AddRange(script.TaleOf(story.Title).Themes);
            await doors.TellerOf(story.ProjectId).Accountability.TagStoryAsync(request, cancellationToken: cancellation);
        }
    }

    private static async Task Promise(Script script, Doors doors, CancellationToken cancellation)
    {
        foreach (var (title, kept) in new[]
        {
            ("Mend the gate at Mill Lane", true), ("Bring a table and two tents to the summer party", false),
            ("Ask the county to paint a yellow box at the Co-op", false),
        })
        {
            var made = await doors.Officer.Accountability.MakeCommitmentAsync(new MakeCommitmentRequest
            {
                RequestId = script.Id($"promise/{title}"),
                RoundId = script.RoundId,
                AreaCode = script.Areas[0].Code,
                Title = title,
                Role = "Neighbourhood team",
                DueTime = Timestamp.FromDateTimeOffset(script.Start.AddDays(30)),
            }, cancellationToken: cancellation);
            if (kept)
            {
                await doors.Officer.Accountability.KeepCommitmentAsync(
                    new KeepCommitmentRequest { RequestId = script.Id($"keep/{title}"), CommitmentId = made.CommitmentId },
                        cancellationToken: cancellation);
            }
        }
    }

    private static async Task Reply(Script script, Doors doors, CancellationToken cancellation)
    {
        try
        {
            await doors.Officer.Accountability.ReplyToScoresAsync(new ReplyToScoresRequest
            {
                RequestId = script.Id("reply"),
                RoundId = script.RoundId,
                Step = Step.Proposing,
                Words = "Thank you for saying it plainly. We have taken the second question out of the form.",
            }, cancellationToken: cancellation);
        }
        catch (RpcException refused) when (refused.StatusCode == StatusCode.FailedPrecondition)
        {
            // In a short play there are too few answers to show, and so there is nothing to reply to.
        }
    }

    private static string FirstSentence(string words) => words.IndexOf('.', StringComparison.Ordinal) is >= 0 and var end
        ? words[..(end + 1)] : "";
}
