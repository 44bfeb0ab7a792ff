using Google.Protobuf;
using Grpc.Core;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Calls;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Security;
using Participatory.Voting.V1;

namespace Participatory.Gateway.Pages.Council.Roll;

/// <summary>Takes the list of voters as a CSV file and passes it on piece by piece.</summary>
[OpenTo(Role.Officer)]
[RequestSizeLimit(MaxBytes)]
[RequestFormLimits(MultipartBodyLengthLimit = MaxBytes)]
public sealed class IndexModel(VotingService.VotingServiceClient voting) : PageModel
{
    /// <summary>Two million short lines.</summary>
    private const int MaxBytes = 64 * 1024 * 1024;

    private const int PieceBytes = 32 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    [BindProperty]
    public Guid RequestId { get; set; }

    [BindProperty]
    public IFormFile? Csv { get; set; }

    [BindProperty(SupportsGet = true)]
    public long? Added { get; set; }

    public Poll Poll { get; private set; } = new();

    public Task OnGet(string id, CancellationToken cancellation) => Load(id, cancellation);

    public async Task<IActionResult> OnPost(string id, CancellationToken cancellation)
    {
        if (Csv is null)
        {
            ModelState.AddModelError(nameof(Csv), Words.Roll.FileMissing);
        }
        else
        {
            var added = 0L;
            // Each line at fault stands in the summary with its number.
            if (await this.GoesThrough(async () => added = (await Send(id, Csv, cancellation)).VotersAdded))
            {
                return Redirect($"{CouncilLinks.Roll(id)}?added={added}");
            }
        }

        await Load(id, cancellation);
        return Page();
    }

    private async Task<ImportRollResponse> Send(string id, IFormFile file, CancellationToken cancellation)
    {
        using var call = voting.ImportRoll(deadline: DateTime.UtcNow + Patience, cancellationToken: cancellation);
        await using var csv = file.OpenReadStream();
        var piece = new byte[PieceBytes];
        var message = new ImportRollRequest { RequestId = RequestId.ToString(), PollId = id };
        try
        {
            do
            {
                message.Csv = ByteString.CopyFrom(
                    piece, 0, await csv.ReadAtLeastAsync(piece, PieceBytes, throwOnEndOfStream: false, cancellation));
                await call.RequestStream.WriteAsync(message, cancellation);
                message = new ImportRollRequest();
            }
            while (csv.Position < csv.Length);
            await call.RequestStream.CompleteAsync();
        }
        catch (RpcException)
        {
            // The service has answered before the end of the file; its answer says why.
        }
        catch (InvalidOperationException) when (call.ResponseAsync.IsCompleted)
        {
            // The same, found out between two pieces.
        }

        return await call.ResponseAsync;
    }

    private async Task Load(string id, CancellationToken cancellation) =>
        Poll = await voting.GetPollAsync(new GetPollRequest { PollId = id }, cancellationToken: cancellation);
}
