using Grpc.Core;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Calls;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Security;
using Participatory.Words;
using Participatory.Grants.V1;
using Participatory.Proposals.V1;
using Participatory.Voting.V1;

namespace Participatory.Gateway.Pages.Council.Imports;

/// <summary>
/// Brings a published election in, step by step. Each step asks the services what is there and does what is missing, so
/// that a step that was cut short is simply taken again; its request ids follow from the file.
/// </summary>
[OpenTo(Role.Officer)]
public sealed class ElectionModel(
    ImportFiles files,
    ProposalsService.ProposalsServiceClient proposals,
    GrantsService.GrantsServiceClient grants,
    VotingService.VotingServiceClient voting,
    CouncilDays days,
    Say say) : PageModel
{
    private const int BallotsInMessage = 500;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>The request ids of this page follow from the file; this one only goes with the form.</summary>
    [BindProperty]
    public Guid RequestId { get; set; }

    [BindProperty]
    public string? FundId { get; set; }

    public PublishedElection Election { get; private set; } = null!;

    public ImportProgress Progress { get; private set; } = null!;

    public ImportStep Next => Progress.Next(Election.Header.Projects.Length, Election.Ballots);

    /// <summary>The funds that can let go of as much.</summary>
    public IReadOnlyList<Choice> Funds { get; private set; } = [];

    public async Task<IActionResult> OnGet(string hash, CancellationToken cancellation)
    {
        if (!await Load(hash, cancellation))
        {
            return Redirect(CouncilLinks.Import);
        }

        if (Next != ImportStep.Done)
        {
            if (Next == ImportStep.AwaitMoney || (Next == ImportStep.OpenPoll && Progress.Poll is null))
            {
                // It waits for others, and looks by itself whether they have done their part.
                Response.Headers["Refresh"] = "10";
            }

            return Page();
        }

        // Nothing of the file is needed any more, and it holds what voters said about themselves.
        files.Forget(hash);
        return Redirect(CouncilLinks.Round(Election.RoundId));
    }

    /// <param name="hash">Of the file.</param>
    /// <param name="step">The step that was on the page.</param>
    /// <param name="cancellation">Ends the work; it goes on where it stopped.</param>
    public async Task<IActionResult> OnPost(string hash, ImportStep step, CancellationToken cancellation)
    {
        if (!await Load(hash, cancellation))
        {
            return Redirect(CouncilLinks.Import);
        }

        var went = await this.GoesThrough(async () =>
        {
            // Somebody else may have taken this step in the meantime.
            foreach (var problem in step == Next ? await Take(step, cancellation) : [])
            {
                ModelState.AddModelError("", problem);
            }
        });
        if (went && ModelState.IsValid)
        {
            return Redirect(CouncilLinks.ImportOf(hash));
        }

        await Load(hash, cancellation);
        return Page();
    }

    private async Task<IReadOnlyList<string>> Take(ImportStep step, CancellationToken cancellation)
    {
        var reason = say.Fill(Words.Imports.Reason, Election.FileName);
        switch (step)
        {
            case ImportStep.MakeRound:
                return await new MakeRound(proposals, days, say).Run(Election, Progress, cancellation);
            case ImportStep.ProposeMoney when string.IsNullOrEmpty(FundId):
                ModelState.AddModelError(nameof(FundId), Words.Releases.FundMissing);
                return [];
            case ImportStep.ProposeMoney:
                await ProposeMoney(reason, cancellation);
                return [];
            case ImportStep.PublishPaper:
                await proposals.PublishBallotPaperAsync(
                    new PublishBallotPaperRequest { RequestId = Id("paper"), RoundId = Election.RoundId, Reason = reason },
                        cancellationToken: cancellation);
                return [];
            case ImportStep.OpenPoll when Progress.Poll is not null:
                await voting.OpenPollAsync(
                    new OpenPollRequest { RequestId = Id("open"), PollId = Election.RoundId, Reason = reason },
                        cancellationToken: cancellation);
                return [];
            case ImportStep.BringBallots:
                await BringBallots(cancellation);
                return [];
            default:
                return [];
        }
    }

    private async Task ProposeMoney(string reason, CancellationToken cancellation)
    {
        var release = new Release
        {
            FundId = FundId,
            RoundId = Election.RoundId,
            Note = reason,
            Lines = { new ReleaseLine { AreaCode = PublishedElection.AreaCode,
                Amount = MakeRound.Amount(Election, Election.Header.Budget) } },
        };
        // After a no the same may be proposed again, which is another request.
        var request = new ProposeReleaseRequest
        {
            RequestId = Id("release", FundId!, Progress.Releases.Count.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            Release = release,
        };
        await grants.ProposeReleaseAsync(request, cancellationToken: cancellation);
    }

    private async Task BringBallots(CancellationToken cancellation)
    {
        using var call = voting.ImportBallots(deadline: DateTime.UtcNow + Patience, cancellationToken: cancellation);
        var message = new ImportBallotsRequest
        {
            RequestId = Id("ballots"), PollId = Election.RoundId,
            AreaCode = PublishedElection.AreaCode
        };
        try
        {
            await foreach (var (voter, projects) in Election.ReadBallots(cancellation))
            {
                message.Ballots.Add(new ImportedBallot { VoterId = voter, ProjectIds = { projects } });
                if (message.Ballots.Count == BallotsInMessage)
                {
                    await call.RequestStream.WriteAsync(message, cancellation);
                    message = new ImportBallotsRequest();
                }
            }

            await call.RequestStream.WriteAsync(message, cancellation);
            await call.RequestStream.CompleteAsync();
        }
        catch (RpcException)
        {
            // The service has answered before the last ballot; its answer says why.
        }
        catch (InvalidOperationException) when (call.ResponseAsync.IsCompleted)
        {
            // The same, found out between two messages.
        }

        await call.ResponseAsync;
    }

    private string Id(params string[] what) => RequestIds.From(["import", Election.Hash, .. what]);

    private async Task<bool> Load(string hash, CancellationToken cancellation)
    {
        if (files.Find(hash) is not { } path)
        {
            return false;
        }

        Election = await PublishedElection.Read(path, hash, cancellation);
        Progress = await ImportProgress.Find(Election.RoundId, proposals, grants, voting, cancellation);
        if (Next == ImportStep.ProposeMoney)
        {
            var funds = await grants.ListFundsAsync(new ListFundsRequest { PageSize = 100 }, cancellationToken: cancellation);
            Funds = [.. funds.Funds.Where(
                fund => fund.Currency == Election.Currency && fund.Available.AmountMinor >= Election.Header.Budget)
                .Select(fund => new Choice(fund.FundId, fund.Name, say.Fill(Words.Releases.FundHas, say.Money(fund.Available))))];
        }

        return true;
    }
}
