using Google.Protobuf.WellKnownTypes;
using Participatory.Accountability.V1;
using Participatory.Proposals.V1;

namespace Participatory.Standalone.Demo;

/// <summary>
/// The people of an area choose what matters most to them, those of another one decide it when they meet, and the council answers. It
/// plays with whatever themes are published, and where there are none it plays nothing.
/// </summary>
internal static class Deciding
{
    /// <summary>More than twenty, so that numbers are said.</summary>
    private const int Choosing = 28;

    private const int Fewest = 2;

    /// <summary>A round has weeks for this; nobody who looks at a demonstration has.</summary>
    private static readonly TimeSpan Open = TimeSpan.FromSeconds(4);

    public static async Task Play(Script script, Doors doors, Stages stages, CancellationToken cancellation)
    {
        var areas = new List<(string Area, IReadOnlyList<string> Themes)>();
        // A published election has told us nothing of what people said before it.
        foreach (var area in script.ImportedFrom.Length > 0 ? [] : script.Areas)
        {
            var found = await doors.Officer.Proposals.GetChoosableThemesAsync(
                new GetChoosableThemesRequest { RoundId = script.RoundId, AreaCode = area.Code }, cancellationToken: cancellation);
            if (found.Themes.Count >= Fewest)
            {
                areas.Add((area.Code, [.. found.Themes.Select(theme => theme.ThemeId)]));
            }
        }

        if (areas.Count == 0)
        {
            return;
        }

        await stages.Play("People choose what matters most", areas.Count, async step =>
        {
            // Every second area meets, so that both ways are seen.
            foreach (var (at, (area, themes)) in areas.Index())
            {
                // Where a busy machine let nobody choose in time they are asked again, with more of it.
                for (var open = Open; await Find(script, doors, area, cancellation) is not { State: ThemeChoiceState.Decided }; open *= 2)
                {
                    // A demonstration that was stopped goes on from here.
                    if (await Find(script, doors, area, cancellation) is not { State: ThemeChoiceState.Open })
                    {
                        await (at % 2 == 0 ? LetChoose(script, doors, area, themes, open, cancellation)
                            : Meet(script, doors, area, themes, cancellation));
                    }

                    await DemoRound.Until("What people chose", async () =>
                        await Find(script, doors, area, cancellation) is { State: not ThemeChoiceState.Open } over ? over : null,
                        cancellation);
                }

                step();
            }
        });
    }

    /// <summary>What an idea of an area is for: one priority or two, the same each time.</summary>
    public static async Task<IReadOnlyList<string>> PrioritiesFor(
        Script script, Doors doors, string area, int idea, CancellationToken cancellation)
    {
        var choice = script.ImportedFrom.Length > 0 ? null : await Find(script, doors, area, cancellation);
        var known = (choice?.Themes ?? []).Where(theme => theme.Rank > 0).Select(theme => theme.PriorityId).ToList();
        return known.Count == 0 || idea % 4 == 3 ? []
            : [.. new[] { known[idea % known.Count], known[(idea + (idea % 2)) % known.Count] }.Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The council answers all but the last priority of each area, with each of its three answers.</summary>
    public static async Task Answer(Script script, Doors doors, Stages stages, CancellationToken cancellation)
    {
        var decided = script.ImportedFrom.Length > 0 ? [] : (await doors.Anyone.Proposals.ListChoicesAsync(
            new ListChoicesRequest { RoundId = script.RoundId, PageSize = 50 }, cancellationToken: cancellation)).Choices;
        var waits = decided.SelectMany(choice => choice.Themes.Where(theme => theme.Rank > 0).SkipLast(1)).ToList();
        if (waits.Count == 0)
        {
            return;
        }

        await stages.Play("The council answers what matters most", waits.Count, async step =>
        {
            foreach (var (at, theme) in waits.Index())
            {
                await Answer(script, doors, at, theme, cancellation);
                step();
            }
        });
    }

    private static async Task Answer(Script script, Doors doors, int at, ChosenTheme theme, CancellationToken cancellation)
    {
        var promise = await DemoRound.Until("The promise to answer", async () =>
            (await doors.Anyone.Accountability.ListCommitmentsAsync(
                new ListCommitmentsRequest { RoundId = script.RoundId, Kinds = { CommitmentKind.Priority }, PageSize = 100 },
                cancellationToken: cancellation)).Commitments.FirstOrDefault(one => one.PriorityId == theme.PriorityId), cancellation);
        var request = new AnswerPriorityRequest
        {
            RequestId = script.Id($"answer-priority/{theme.PriorityId}"),
            CommitmentId = promise.CommitmentId,
            Answer = (at % 3) switch
            {
                0 => PriorityAnswerKind.WeWill,
                1 => PriorityAnswerKind.Together,
                _ => PriorityAnswerKind.WeWillNot,
            },
            Words = (at % 3) switch
            {
                0 => "We will put this first when we plan the streets for next year.",
                1 => "We bring the tools and the insurance. We need people who know each other to begin.",
                _ => "This land is not ours. We have asked the owner, who said no.",
            },
        };
        if (at % 3 == 0)
        {
            (request.Promise, request.Role) = ("Publish a plan with dates for each street", "Head of highways");
            request.DueTime = Timestamp.FromDateTimeOffset(script.Start.AddDays(180));
        }

        await doors.Officer.Accountability.AnswerPriorityAsync(request, cancellationToken: cancellation);
    }

    private static async Task LetChoose(
        Script script, Doors doors, string area, IReadOnlyList<string> themes, TimeSpan open, CancellationToken cancellation)
    {
        var closes = DateTimeOffset.UtcNow + open;
        await doors.Officer.Proposals.OpenChoiceAsync(
            new OpenChoiceRequest
            {
                RequestId = Guid.NewGuid().ToString(), RoundId = script.RoundId, AreaCode = area, Places = Math.Min(3, themes.Count),
                Rule = "equal-shares", CloseTime = Timestamp.FromDateTimeOffset(closes),
                AnswerTime = Timestamp.FromDateTimeOffset(script.Start.AddDays(90)), AnswerRole = "Head of neighbourhoods",
            },
            cancellationToken: cancellation);
        await Parallel.ForEachAsync(Enumerable.Range(0, Choosing), cancellation, async (number, stop) =>
        {
            try
            {
                await doors.Resident(number).Proposals.ChooseThemesAsync(
                    new ChooseThemesRequest
                    {
                        RequestId = script.Id($"choose/{area}/{number}"), RoundId = script.RoundId, AreaCode = area,
                        ThemeIds =
                        {
                            themes.Where((_, at) => (number * (at + 3) % 5) < 2 || at == number % themes.Count),
                        },
                    },
                    cancellationToken: stop);
            }
            catch (Grpc.Core.RpcException late) when (late.StatusCode == Grpc.Core.StatusCode.FailedPrecondition)
            {
                // A busy machine took longer than they had.
            }
        });
    }

    private static async Task Meet(
        Script script, Doors doors, string area, IReadOnlyList<string> themes, CancellationToken cancellation) =>
        await doors.Officer.Proposals.RecordDecisionAsync(
            new RecordDecisionRequest
            {
                RequestId = script.Id($"meet/{area}"), RoundId = script.RoundId, AreaCode = area, ThemeIds = { themes.Take(2) },
                People = 34, Place = "The community hall", Met = "Saturday, 10am to 1pm",
                AnswerTime = Timestamp.FromDateTimeOffset(script.Start.AddDays(90)), AnswerRole = "Head of neighbourhoods",
            },
            cancellationToken: cancellation);

    private static async Task<ThemeChoice?> Find(Script script, Doors doors, string area, CancellationToken cancellation) =>
        (await doors.Anyone.Proposals.ListChoicesAsync(
            new ListChoicesRequest { RoundId = script.RoundId, AreaCode = area }, cancellationToken: cancellation))
            .Choices.FirstOrDefault();
}
