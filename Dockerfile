# Three images: `program` (the default) holds the one program and nothing else, not even a shell; `tools` is Postgres' image
# with the program in it, for `backup` and `restore`, which need pg_dump and pg_restore; `builder` makes it.
#   docker build -t countersign .
#   docker build -t countersign-tools --target tools .

# The versions of rust-toolchain.toml and of compose.yaml.
ARG RUST=1.99.1
ARG POSTGRES=17

FROM rust:${RUST}-bookworm AS builder
WORKDIR /source
COPY . .
RUN bash -euo pipefail -c '. scripts/setup.sh; need_rust; need_wasm_bindgen; want_wasm_opt; scripts/site.sh; \
    cargo build --release -p server --features embed'

FROM postgres:${POSTGRES}-bookworm AS tools
COPY --from=builder /source/target/release/countersign /usr/local/bin/countersign
ENTRYPOINT ["countersign"]

FROM gcr.io/distroless/cc-debian12:nonroot AS program
COPY --from=builder /source/target/release/countersign /countersign
ENV COUNTERSIGN_LISTEN=0.0.0.0:8080
EXPOSE 8080
ENTRYPOINT ["/countersign"]
CMD ["serve"]
