using Participatory.Accountability.V1;
using Participatory.Gateway.Calls;

namespace Participatory.Gateway.Pages.My.Stories;

/// <summary>Passes a photo or a voice note of a story on to the service.</summary>
internal static class TellUploads
{
    public static async Task AddPhoto(
        AccountabilityService.AccountabilityServiceClient accountability, AddPhotoRequest first, IFormFile file,
            CancellationToken cancellation)
    {
        using var call = accountability.AddPhoto(deadline: Pieces.Deadline, cancellationToken: cancellation);
        await Pieces.Send(call, file, first, () => new AddPhotoRequest(), (message, content) => message.Content = content, cancellation);
    }

    public static async Task AddVoice(
        AccountabilityService.AccountabilityServiceClient accountability, AddVoiceRequest first, IFormFile file,
            CancellationToken cancellation)
    {
        using var call = accountability.AddVoice(deadline: Pieces.Deadline, cancellationToken: cancellation);
        await Pieces.Send(call, file, first, () => new AddVoiceRequest(), (message, content) => message.Content = content, cancellation);
    }
}
