using Grpc.Core;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Calls;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.People;
using Participatory.Gateway.Security;
using Participatory.Gateway.Settings;
using Participatory.Platform.Tables;
using Participatory.Voting.V1;
using Participatory.Words;

namespace Participatory.Gateway.Pages.Council.Roll;

/// <summary>
/// The codes of one batch of letters: a second person agrees, and whoever asked prints or downloads them, once. A look at the page shows
/// none of them, and no browser or proxy may keep what does.
/// </summary>
[OpenTo(Role.Officer, Role.Finance)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class CodesModel(VotingService.VotingServiceClient voting, GatewaySettings settings) : PageModel
{
    /// <summary>As many as a browser prints without trouble.</summary>
    public const int OnOneSheet = 250;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    [BindProperty]
    public Guid RequestId { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    public Poll Poll { get; private set; } = new();

    public LetterExport Export { get; private set; } = new();

    /// <summary>Null where no letters are shown.</summary>
    public IReadOnlyList<Letter>? Sheet { get; private set; }

    public bool IsOfficer => Person.CallerOf(User).Is(Role.Officer);

    public bool CanVote => Poll.State is PollState.Scheduled or PollState.Open;

    public string VoteAddress => $"{settings.Root(Request)}{Links.Vote(Poll.PollId)}";

    public string AreaName => Poll.Contests.FirstOrDefault(contest => contest.AreaCode == Export.AreaCode)?.AreaName ?? Export.AreaCode;

    /// <summary>One letter of the batch, with the words that the batch began with.</summary>
    public LetterSheet LetterOf(string voter, string code) =>
        new(settings.Council.Name, Poll.Title, AreaName, voter, VoteAddress, code, Poll.CloseTime)
        {
            OwnHeading = Export.Heading, OwnWords = Export.Words,
        };

    public Task OnGet(string id, string export, CancellationToken cancellation) => Load(id, export, cancellation);

    public Task<IActionResult> OnPostAgree(string id, string export, CancellationToken cancellation) => this.Send(
        voting.AgreeToLettersAsync(
            new AgreeToLettersRequest { RequestId = RequestId.ToString(), PollId = id, ExportId = export },
            cancellationToken: cancellation),
        CouncilLinks.Codes(id, export), () => Load(id, export, cancellation));

    public async Task<IActionResult> OnPostAgain(string id, string export, CancellationToken cancellation)
    {
        if (!IsOfficer)
        {
            return Forbid();
        }

        await Load(id, export, cancellation);
        return await this.Send(
            voting.AskForLettersAsync(
                new AskForLettersRequest
                {
                    RequestId = RequestId.ToString(), PollId = id, Batch = Export.Batch, Reason = TypedText.Lines(Reason),
                },
                cancellationToken: cancellation),
            asked => CouncilLinks.Codes(id, asked.ExportId));
    }

    public async Task<IActionResult> OnPostSheet(string id, string export, CancellationToken cancellation)
    {
        await this.GoesThrough(async () =>
        {
            using var call = Take(id, export, cancellation);
            Sheet = await call.ResponseStream.ReadAllAsync(cancellation).Select(piece => piece.Letter).ToListAsync(cancellation);
        });
        await Load(id, export, cancellation);
        return Page();
    }

    public async Task<IActionResult> OnPostFile(string id, string export, CancellationToken cancellation)
    {
        using var call = Take(id, export, cancellation);
        try
        {
            // A refusal comes before the first letter, while there is still a page to show it on.
            await call.ResponseStream.MoveNext(cancellation);
            await Download(id, call.ResponseStream, cancellation);
            return new EmptyResult();
        }
        catch (RpcException refusal) when (!Response.HasStarted && ModelState.Takes(refusal))
        {
            await Load(id, export, cancellation);
            return Page();
        }
    }

    private async Task Download(string id, IAsyncStreamReader<TakeLettersResponse> pieces, CancellationToken cancellation)
    {
        var isSealed = pieces.Current.ContentCase == TakeLettersResponse.ContentOneofCase.Sealed;
        Response.ContentType = isSealed ? "application/pkcs7-mime" : "text/csv; charset=utf-8";
        Response.Headers.CacheControl = "no-store";
        Response.Headers.ContentDisposition = $"attachment; filename=\"letters-{id}.{(isSealed ? "p7m" : "csv")}\"";
        if (isSealed)
        {
            do
            {
                await Response.Body.WriteAsync(pieces.Current.Sealed.Memory, cancellation);
            }
            while (await pieces.MoveNext(cancellation));
            return;
        }

        await using var csv = Csv.Write(Response.Body);
        await csv.Cells("voter_id", "area_code", "code").EndRecordAsync(cancellation);
        do
        {
            var letter = pieces.Current.Letter;
            await csv.Cells(letter.VoterId, letter.AreaCode, letter.Code).EndRecordAsync(cancellation);
        }
        while (await pieces.MoveNext(cancellation));
    }

    private AsyncServerStreamingCall<TakeLettersResponse> Take(string id, string export, CancellationToken cancellation) =>
        voting.TakeLetters(
            new TakeLettersRequest { RequestId = RequestId.ToString(), PollId = id, ExportId = export },
            deadline: DateTime.UtcNow + Patience, cancellationToken: cancellation);

    private async Task Load(string id, string export, CancellationToken cancellation)
    {
        var poll = voting.GetPollAsync(new GetPollRequest { PollId = id }, cancellationToken: cancellation);
        Export = await voting.GetLetterExportAsync(
            new GetLetterExportRequest { PollId = id, ExportId = export }, cancellationToken: cancellation);
        Poll = await poll;
    }
}
