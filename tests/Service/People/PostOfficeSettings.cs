using Participatory.People;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Service.SigningIn;

internal static class PostOfficeSettings
{
    extension(PostOffice post)
    {
        /// <summary>The settings with which the house sends through it.</summary>
        public MailServer Settings => new()
        {
            Host = "localhost",
            Port = post.Port,
            From = PostOffice.From,
            Tls = post.WithTls,
            Patience = TimeSpan.FromSeconds(30),
        };
    }
}
