using System.Globalization;
using Grpc.Core;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc;
using Participatory.Access.V1;
using Participatory.Gateway.Calls;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.Security;
using Participatory.Gateway.Settings;
using Participatory.Platform.Tables;
using Participatory.Voting.V1;

namespace Participatory.Gateway.Pages.Council.Roll;

/// <summary>
/// The letters with the codes, to print or to download. A look at the page shows none of them; each showing has to be
/// asked for, and no browser or proxy may keep it.
/// </summary>
[OpenTo(Role.Officer)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class LettersModel(VotingService.VotingServiceClient voting, GatewaySettings settings) : PageModel
{
    /// <summary>As many as a browser prints without trouble.</summary>
    public const int OnOneSheet = 250;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    [BindProperty]
    public Guid RequestId { get; set; }

    [BindProperty]
    public string? Area { get; set; }

    [BindProperty]
    public string? First { get; set; } = "1";

    public Poll Poll { get; private set; } = new();

    /// <summary>Null where no letters were asked for.</summary>
    public IReadOnlyList<Letter>? Sheet { get; private set; }

    /// <summary>The number of the first letter that is not on the sheet; null where this is the last one.</summary>
    public int? NextFirst { get; private set; }

    public long Voters => Poll.Contests.Sum(contest => contest.Voters);

    public IEnumerable<Choice> Areas =>
        [new Choice("", Words.Site.AllAreas), .. Poll.Contests.Select(contest => new Choice(contest.AreaCode, contest.AreaName))];

    public string VoteAddress => $"{settings.Root(Request)}{Links.Vote(Poll.PollId)}";

    public string AreaName(string code) => Poll.Contests.FirstOrDefault(contest => contest.AreaCode == code)?.AreaName ?? code;

    public Task OnGet(string id, CancellationToken cancellation) => Load(id, cancellation);

    public async Task<IActionResult> OnPostSheet(string id, CancellationToken cancellation)
    {
        await Load(id, cancellation);
        if (!int.TryParse(First, NumberStyles.None, CultureInfo.InvariantCulture, out var first) || first < 1)
        {
            ModelState.AddModelError(nameof(First), Words.Roll.NumberWrong);
            return Page();
        }

        await this.GoesThrough(async () =>
        {
            using var call = Letters(id, cancellation);
            var ofArea = call.ResponseStream.ReadAllAsync(cancellation)
                .Where(letter => string.IsNullOrEmpty(Area) || letter.AreaCode == Area);
            var sheet = await ofArea.Skip(first - 1).Take(OnOneSheet + 1).ToListAsync(cancellation);
            NextFirst = sheet.Count > OnOneSheet ? first + OnOneSheet : null;
            Sheet = [.. sheet.Take(OnOneSheet)];
        });

        return Page();
    }

    public async Task<IActionResult> OnPostCsv(string id, CancellationToken cancellation)
    {
        using var call = Letters(id, cancellation);
        try
        {
            // A refusal comes before the first letter, while there is still a page to show it on.
            var more = await call.ResponseStream.MoveNext(cancellation);
            await Download(id, call.ResponseStream, more, cancellation);
            return new EmptyResult();
        }
        catch (RpcException refusal) when (!Response.HasStarted && ModelState.Takes(refusal))
        {
            await Load(id, cancellation);
            return Page();
        }
    }

    private async Task Download(string id, IAsyncStreamReader<Letter> letters, bool more, CancellationToken cancellation)
    {
        Response.ContentType = "text/csv; charset=utf-8";
        Response.Headers.CacheControl = "no-store";
        Response.Headers.ContentDisposition = $"attachment; filename=\"letters-{id}.csv\"";
        await using var csv = Csv.Write(Response.Body);
        await csv.Cells("voter_id", "area_code", "code").EndRecordAsync(cancellation);
        while (more)
        {
            var letter = letters.Current;
            await csv.Cells(letter.VoterId, letter.AreaCode, letter.Code).EndRecordAsync(cancellation);
            more = await letters.MoveNext(cancellation);
        }
    }

    private AsyncServerStreamingCall<Letter> Letters(string id, CancellationToken cancellation) => voting.ExportLetters(
        new ExportLettersRequest { PollId = id }, deadline: DateTime.UtcNow + Patience, cancellationToken: cancellation);

    private async Task Load(string id, CancellationToken cancellation) =>
        Poll = await voting.GetPollAsync(new GetPollRequest { PollId = id }, cancellationToken: cancellation);
}
