using Google.Protobuf;
using Participatory.Proposals.V1;

namespace Participatory.Standalone.Demo;

/// <summary>People propose and support; an officer finds out what each idea costs; the ballot paper is published.</summary>
internal static class Proposing
{
    private static readonly TimeSpan PhotoDeadline = TimeSpan.FromMinutes(1);

    public static async Task Play(Script script, Doors doors, Stages stages, CancellationToken cancellation)
    {
        await Advance(script, doors, Phase.Accepting, "Everyone we met is asking to begin.", cancellation);
        await stages.Play("People propose", script.Ideas.Count, async step =>
        {
            // One after the other, so that every idea has the same number each time.
            for (var at = 0; at < script.Ideas.Count; at++)
            {
                await Propose(script, doors, at, cancellation);
                step();
            }

            if (script.ImportedFrom.Length == 0)
            {
                // Two of them have several.
                foreach (var (at, number) in ((int, int)[])[(0, 0), (0, 1), (0, 2), (1, 0), (1, 1)])
                {
                    await AddPhoto(script, doors, at, number, cancellation);
                }
            }
        });

        await stages.Play("Neighbours support ideas", script.Ideas.Sum(idea => idea.Supporters), step => Parallel.ForEachAsync(
            from at in Enumerable.Range(0, script.Ideas.Count)
            from supporter in Enumerable.Range(0, script.Ideas[at].Supporters)
            select (at, supporter),
            cancellation,
            async (support, stop) =>
            {
                await doors.Resident(support.supporter).Proposals.SupportProposalAsync(new SupportProposalRequest
                {
                    RequestId = script.Id($"support/{support.at}/{support.supporter}"),
                    RoundId = script.RoundId,
                    ProposalId = IdOf(script, support.at),
                }, cancellationToken: stop);
                step();
            }));

        await Wondering.Play(script, doors, stages, cancellation);
        await WritingTogether.Edit(script, doors, stages, cancellation);
        var joined = await JoiningTwo.Play(script, doors, stages, cancellation);
        await Advance(script, doors, Phase.Reviewing, "The ideas are in; now we find out what each one costs.", cancellation);
        await WritingTogether.AddNote(script, doors, cancellation);
        await JoiningTwo.TurnDown(script, doors, joined, cancellation);
        await AtTheDesk.Play(script, doors, stages, cancellation);
        await stages.Play("An officer finds out what each costs", script.Ideas.Count, step => Parallel.ForEachAsync(
            Enumerable.Range(0, script.Ideas.Count), cancellation, async (at, stop) =>
            {
                await Value(script, doors, at, stop);
                step();
            }));

        await stages.Play("The ballot paper is published", 1, async _ =>
        {
            await DemoRound.Until("The released money", async () =>
                (await doors.Anyone.Proposals.GetRoundAsync(
                    new GetRoundRequest { RoundId = script.RoundId }, cancellationToken: cancellation)) is var round
                    && round.Areas.All(area => area.Released?.AmountMinor > 0) ? round : null, cancellation);
            await doors.Officer.Proposals.PublishBallotPaperAsync(new PublishBallotPaperRequest
            {
                RequestId = script.Id("publish"),
                RoundId = script.RoundId,
                Reason = "Every idea has its answer.",
            }, cancellationToken: cancellation);
        });
    }

    /// <summary>The id of an idea in its round: the published one, or its number.</summary>
    public static string IdOf(Script script, int idea) =>
        script.Ideas[idea].Id is { Length: > 0 } id ? id : (idea + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static async Task Advance(Script script, Doors doors, Phase to, string reason, CancellationToken cancellation) =>
        await doors.Officer.Proposals.AdvanceRoundAsync(new AdvanceRoundRequest
        {
            RequestId = script.Id($"advance/{to}"),
            RoundId = script.RoundId,
            ToPhase = to,
            Reason = reason,
        }, cancellationToken: cancellation);

    private static async Task Propose(Script script, Doors doors, int at, CancellationToken cancellation)
    {
        var idea = script.Ideas[at];
        var priorities = await Deciding.PrioritiesFor(script, doors, idea.Area, at, cancellation);
        var topics = await NamingTopics.Of(script, doors, idea, cancellation);
        var draft = await WritingTogether.Draft(script, doors, at, cancellation);
        var proposal = await InOneName.Send(doors, new CreateProposalRequest
        {
            RequestId = script.Id($"propose/{at}"),
            Proposal = new Proposal
            {
                RoundId = script.RoundId,
                ProposalId = idea.Id,
                AreaCode = idea.Area,
                Title = idea.Title,
                Words = idea.Words,
                WhoBenefits = idea.WhoBenefits,
                Estimate = Opening.MoneyOf(script, idea.EstimateMinor),
                PriorityIds = { priorities },
                TopicIds = { topics },
                Place = DrawingAreas.PlaceOf(script, at),
                GroupId = InOneName.GroupOf(script, doors, at),
            },
            DraftId = draft,
        }, cancellation);
        if (proposal.ProposalId != IdOf(script, at))
        {
            throw new InvalidOperationException(
                $"Idea {at + 1} has the number {proposal.ProposalId}: somebody else is proposing in this round.");
        }
    }

    private static async Task AddPhoto(Script script, Doors doors, int at, int number, CancellationToken cancellation)
    {
        using var call = doors.Volunteer.Proposals.AddProposalPhoto(
            deadline: DateTime.UtcNow + PhotoDeadline, cancellationToken: cancellation);
        await call.RequestStream.WriteAsync(new AddProposalPhotoRequest
        {
            RequestId = script.Id(number == 0 ? $"idea-photo/{at}" : $"idea-photo/{at}/{number}"),
            RoundId = script.RoundId,
            ProposalId = IdOf(script, at),
            AltText = script.TaleOf(script.Ideas[at].Title).Shows,
            EverybodySaidYes = true,
            Content = ByteString.CopyFrom(Picture.Draw(at + number, script.TaleOf(script.Ideas[at].Title).Drawn)),
        }, cancellation);
        await call.RequestStream.CompleteAsync();
        await call.ResponseAsync;
    }

    private static async Task Value(Script script, Doors doors, int at, CancellationToken cancellation)
    {
        if (at == AtTheDesk.InTheFile && script.ImportedFrom.Length == 0)
        {
            // It was valued with the file.
            return;
        }

        var idea = script.Ideas[at];
        var valuation = idea.CostMinor is { } cost
            ? new Valuation { Cost = Opening.MoneyOf(script, cost) }
            : new Valuation { InfeasibleReason = idea.Infeasible };
        await doors.Officer.Proposals.ValueProposalAsync(new ValueProposalRequest
        {
            RequestId = script.Id($"value/{at}"),
            RoundId = script.RoundId,
            ProposalId = IdOf(script, at),
            Valuation = valuation,
        }, cancellationToken: cancellation);
    }
}
