// The recorder puts what it recorded into the field for a file, where it is sent as any other file. Without this a sound comes
// from the telephone, as a file.
for (const box of document.querySelectorAll("[data-recorder]")) {
  const field = document.getElementById("Sound");
  const button = box.querySelector("button");
  const status = box.querySelector("[role=status]");
  if (!navigator.mediaDevices?.getUserMedia || !window.MediaRecorder || !field) {
    continue;
  }

  box.hidden = false;
  const tooLong = 10 * 60 * 1000;
  let recorder;
  button.addEventListener("click", async () => {
    if (recorder?.state === "recording") {
      recorder.stop();
      return;
    }

    let stream;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    } catch {
      status.textContent = box.dataset.refused;
      return;
    }

    const pieces = [];
    recorder = new MediaRecorder(stream, { audioBitsPerSecond: 32000 });
    recorder.addEventListener("dataavailable", (event) => pieces.push(event.data));
    recorder.addEventListener("stop", () => {
      stream.getTracks().forEach((track) => track.stop());
      const files = new DataTransfer();
      files.items.add(new File(pieces, "voice", { type: recorder.mimeType }));
      field.files = files.files;
      button.textContent = box.dataset.start;
      status.textContent = box.dataset.done;
    });
    recorder.start();
    setTimeout(() => recorder.state === "recording" && recorder.stop(), tooLong);
    button.textContent = box.dataset.stop;
    status.textContent = box.dataset.running;
  });
}
