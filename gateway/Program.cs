using Participatory.Gateway;

Console.WriteLine(Participatory.Gateway.Words.Site.Name);
foreach (var n in typeof(Program).Assembly.GetManifestResourceNames()) Console.WriteLine(n);
